using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Shows operations over HTTP.</summary>
internal sealed class OperationAnswers(OutcomeRegistry outcomes, IOptions<JsonOptions> json)
{
    /// <summary>Returns what the command of an operation gets for an answer, or <see langword="null"/> while there is none.</summary>
    public Answer? Find(Operation operation) => operation.Outcome switch
    {
        null => null,
        CommandFailed => Answer.From(ExceptionProblems.CommandFailed) with { OperationId = operation.Id },
        var outcome => outcomes.ToAnswer(outcome) with { OperationId = operation.Id },
    };

    /// <summary>Says whether it is known what came of a process, but not of its last steps: the reply may be quicker than the topic that tells of them.</summary>
    public bool LacksSteps(Operation operation) => operation.Outcome is not (null or CommandFailed)
        && outcomes.Get(operation.Outcome).IsOfProcess
        && operation.Process?.Status is null or ProcessStatus.Running or ProcessStatus.Compensating;

    /// <summary>Shows an operation, with links as the client sees them.</summary>
    public OperationResponse Show(Operation operation, PathString pathBase)
    {
        var answer = Find(operation);
        var links = new Dictionary<string, string>
        {
            ["self"] = pathBase + OperationLinks.To(operation.Id),
            ["events"] = pathBase + OperationLinks.ToEvents(operation.Id),
        };

        foreach (var (name, path) in operation.Outcome is null or CommandFailed ? [] : outcomes.Get(operation.Outcome).GetLinks(operation.Outcome))
        {
            links[name] = pathBase + path;
        }

        return new(
            operation.Id, StatusOf(answer, operation.Process), operation.CreatedAt, operation.CompletedAt, links, answer is null ? null : Show(answer, pathBase),
            operation.Process?.Steps);
    }

    private OperationResult Show(Answer answer, PathString pathBase)
    {
        var headers = new Dictionary<string, string>(answer.GetHeaders(pathBase));

        if (answer.ContentType is { } contentType)
        {
            headers["Content-Type"] = contentType;
        }

        return new(
            answer.StatusCode,
            headers,
            answer.GetContent(pathBase) is { } content ? JsonSerializer.SerializeToElement(content, content.GetType(), json.Value.SerializerOptions) : null);
    }

    // A command that changed nothing has failed, for whoever asked for the change.
    private static string StatusOf(Answer? answer, ProcessChanged? process) => answer switch
    {
        null when process?.Status is ProcessStatus.Compensating or ProcessStatus.FailedIncomplete => OperationResponse.Compensating,
        null => OperationResponse.Pending,
        { StatusCode: >= 200 and < 300 } => OperationResponse.Succeeded,
        _ when process?.Status is ProcessStatus.FailedIncomplete => OperationResponse.FailedIncomplete,

        // An operator sees to what was left.
        _ when process?.Status is ProcessStatus.Compensating => OperationResponse.Compensating,
        _ => OperationResponse.Failed,
    };
}
