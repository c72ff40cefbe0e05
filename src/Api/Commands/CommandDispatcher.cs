using MassTransit;
using Microsoft.Extensions.Options;
using Users.Api.Operations;
using Users.Api.Problems;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Commands;

/// <summary>Turns a command into an HTTP answer: names the operation, sends the request, and maps whatever comes of it.</summary>
internal sealed partial class CommandDispatcher(
    OperationIds operationIds, OwnOutcomes outcomes, LastLook lastLook, IOptions<RequestsOptions> options, TimeProvider time,
    ILogger<CommandDispatcher> logger)
{
    private readonly RequestsOptions _options = options.Value;

    public async Task<IResult> DispatchAsync<TCommand>(HttpContext http, TCommand command, CommandClient<TCommand> client)
        where TCommand : class
    {
        if (!operationIds.TryGet(http, out var operationId, out var problem))
        {
            return Answer.From(problem);
        }

        var sentAt = time.GetUtcNow();

        try
        {
            var response = await client.RequestAsync(command, operationId, _options.Timeout, http.RequestAborted);

            await outcomes.AddAsync(operationId, response.Message, http.RequestAborted);
            return UserOutcomes.ToAnswer(response.Message) with { OperationId = operationId, Replayed = IsReplayed(response) };
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer. The command itself goes on: it cannot be taken back from the log.
            return ClientGone.Instance;
        }
        catch (RequestTimeoutException) when (lastLook.Find(operationId, command, sentAt) is { } answer)
        {
            LogReplyMissed(operationId);
            return answer;
        }
        catch (Exception exception)
        {
            if (exception is RequestFaultException)
            {
                await outcomes.AddAsync(operationId, new CommandFailed(command), http.RequestAborted);
            }

            return Failure(exception, operationId);
        }
    }

    private Answer Failure(Exception exception, Guid operationId)
    {
        if (exception is RequestFaultException fault)
        {
            // The types alone: what the exceptions of the consumer say may hold personal data.
            LogCommandFailed(operationId, string.Join(", ", fault.Fault?.Exceptions?.Select(cause => cause.ExceptionType) ?? []));
        }
        else if (exception is not RequestException)
        {
            LogUnexpected(operationId, exception);
        }

        var problem = ExceptionProblems.For(exception);

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

    [LoggerMessage(LogLevel.Warning, "Executing the command of operation {OperationId} failed with {ExceptionTypes}", EventName = "CommandFailed")]
    private partial void LogCommandFailed(Guid operationId, string exceptionTypes);

    [LoggerMessage(LogLevel.Warning, "No reply came for operation {OperationId}; its outcome is known from the log", EventName = "ReplyMissed")]
    private partial void LogReplyMissed(Guid operationId);

    [LoggerMessage(LogLevel.Error, "Operation {OperationId} met an unexpected error", EventName = "OperationFailed")]
    private partial void LogUnexpected(Guid operationId, Exception exception);
}
