using MassTransit;
using Microsoft.Extensions.Options;
using Users.Api.Problems;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Commands;

/// <summary>Turns a command into an HTTP answer: names the operation, sends the request, and maps whatever comes of it.</summary>
internal sealed partial class CommandDispatcher(
    OperationIds operationIds, IOptions<RequestsOptions> options, ILogger<CommandDispatcher> logger)
{
    private readonly RequestsOptions _options = options.Value;

    public async Task<IResult> DispatchAsync<TCommand>(
        HttpContext http, TCommand command, IRequestClient<TCommand> client, CommandRequest<TCommand> request)
        where TCommand : class
    {
        if (!operationIds.TryGet(http, out var operationId, out var problem))
        {
            return Answer.From(problem);
        }

        try
        {
            var response = await request(
                client,
                command,
                pipe => pipe.UseExecute(context => context.CorrelationId = operationId),
                _options.Timeout,
                http.RequestAborted);

            return UserOutcomes.ToAnswer(response.Message) with { OperationId = operationId, Replayed = IsReplayed(response) };
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer. The command itself goes on: it cannot be taken back from the log.
            return new Answer(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception)
        {
            return Failure(exception, operationId);
        }
    }

    private Answer Failure(Exception exception, Guid operationId)
    {
        var problem = ExceptionProblems.For(exception);

        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            LogFailed(operationId, exception);
        }

        return Answer.From(problem) with
        {
            OperationId = operationId,
            RetryAfter = problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout
                ? _options.RetryAfter
                : null,
        };
    }

    private static bool IsReplayed(Response response) =>
        response.Headers.TryGetHeader(OutcomeHeaders.Replayed, out var replayed) && replayed is true or "true";

    [LoggerMessage(LogLevel.Error, "Operation {OperationId} failed", EventName = "OperationFailed")]
    private partial void LogFailed(Guid operationId, Exception exception);
}
