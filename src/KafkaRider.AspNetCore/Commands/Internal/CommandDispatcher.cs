using MassTransit;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Turns a command into an HTTP answer: names the operation, sends the command, and maps whatever comes of it.</summary>
internal sealed partial class CommandDispatcher(
    OperationIds operationIds, OperationView operations, ArchivedOperations archive, OperationAnswers answers, OutcomeRegistry registry,
    OwnOutcomes outcomes, LastLook lastLook, CallerKeys callers, CommandFingerprints fingerprints, IOptions<RequestsOptions> options, TimeProvider time, ILogger<CommandDispatcher> logger)
{
    private static readonly Func<ILogger, Guid, IDisposable?> BeginOperation =
        LoggerMessage.DefineScope<Guid>($"{KafkaRiderDiagnostics.OperationId}:{{{KafkaRiderDiagnostics.OperationId}}}");

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(1);

    private readonly RequestsOptions _options = options.Value;

    /// <param name="http">The request.</param>
    /// <param name="command">The command.</param>
    /// <param name="client">Whom to send it with.</param>
    /// <param name="problemIfNew">Why the command is refused, unless it was sent before: then it is answered as it was.</param>
    public async Task<IResult> DispatchAsync<TCommand>(HttpContext http, TCommand command, CommandClient<TCommand> client, Problem? problemIfNew = null)
        where TCommand : class
    {
        if (!operationIds.TryGet(http, client.Registration.Space, client.Registration.StartsProcess, out var operationId, out var problem))
        {
            return Answer.From(problem);
        }

        using var scope = BeginOperation(logger, operationId);
        var preferences = Preferences.Read(http.Request.Headers);
        var identity = new CommandIdentity(operationId, Fingerprint.Read(fingerprints.Of(command)), callers.Of(http));
        var sentAt = time.GetUtcNow();

        // Without one, the operation is new.
        var hasKey = http.Request.Headers.ContainsKey(IdempotencyKey.HeaderName);

        try
        {
            if (problemIfNew is not null && !(hasKey && await WasSentBeforeAsync(identity, http.RequestAborted)))
            {
                return Answer.From(problemIfNew);
            }

            var answer = (hasKey ? RefuseRival(identity) : null)
                ?? (preferences is { RespondAsync: true, Wait: null or { Ticks: 0 } }
                    ? await SendAsync(identity, command, client, sentAt, http)
                    : await RequestAsync(identity, command, client, preferences, sentAt, http));

            preferences.ApplyTo(http.Response.Headers, respondedAsync: answer.StatusCode == StatusCodes.Status202Accepted);
            LogAnswered(answer.StatusCode);
            return answer;
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer. The command itself goes on: it cannot be taken back from the log.
            return ClientGone.Instance;
        }
        catch (Exception exception)
        {
            preferences.ApplyTo(http.Response.Headers, respondedAsync: false);
            return Failure(exception, operationId);
        }
    }

    private async Task<bool> WasSentBeforeAsync(CommandIdentity identity, CancellationToken clientGone)
    {
        if (operations.Find(identity.OperationId) is null)
        {
            await archive.RestoreAsync(identity.OperationId, identity.Caller, clientGone);
        }

        return operations.Find(identity.OperationId) is not null;
    }

    // The two may lie in different partitions: were this one sent, it might be executed in place of the one that was accepted.
    private Answer? RefuseRival(CommandIdentity identity) =>
        operations.FindPending(identity.OperationId) is { } other && other != identity.Fingerprint
            ? Answer.From(LastLook.Conflict) with { OperationId = identity.OperationId }
            : null;

    private async Task<Answer> RequestAsync<TCommand>(
        CommandIdentity identity, TCommand command, CommandClient<TCommand> client, Preferences preferences, DateTimeOffset sentAt, HttpContext http)
        where TCommand : class
    {
        var (operationId, clientGone) = (identity.OperationId, http.RequestAborted);

        try
        {
            var timeout = preferences.Wait ?? _options.Timeout;
            var response = await client.RequestAsync(
                command, identity, timeout > ShortestTimeout ? timeout : ShortestTimeout, clientGone);

            await outcomes.AddAsync(identity, response.Message, clientGone);
            return registry.ToAnswer(response.Message) with { OperationId = operationId, Replayed = IsReplayed(response) };
        }
        catch (RequestTimeoutException) when (!clientGone.IsCancellationRequested && Look(identity, command, client, sentAt) is { } answer)
        {
            LogReplyMissed(operationId);
            return answer;
        }
        catch (RequestTimeoutException) when (!clientGone.IsCancellationRequested)
        {
            // Kafka has it: from now on it can be looked up here.
            operations.Accept(operationId, sentAt, isNew: true, identity.Caller, identity.Fingerprint);

            if (preferences.RespondAsync)
            {
                return Accepted(operationId, sentAt, http.Request.PathBase);
            }

            throw;
        }
        catch (RequestException exception) when (ExceptionProblems.IsUnknownOutcome(exception))
        {
            // Kafka has this one, too, and the topic that tells of it may be slower than the client.
            operations.Accept(operationId, sentAt, isNew: true, identity.Caller, identity.Fingerprint);
            throw;
        }
        catch (RequestFaultException)
        {
            await outcomes.AddAsync(identity, new CommandFailed(), clientGone);
            throw;
        }
    }

    /// <summary>Sends a command whose client does not wait, unless its outcome is known already.</summary>
    private async Task<Answer> SendAsync<TCommand>(
        CommandIdentity identity, TCommand command, CommandClient<TCommand> client, DateTimeOffset sentAt, HttpContext http)
        where TCommand : class
    {
        if (Look(identity, command, client, sentAt) is { } answer)
        {
            return answer;
        }

        await client.SendAsync(command, identity, http.RequestAborted);
        operations.Accept(identity.OperationId, sentAt, isNew: true, identity.Caller, identity.Fingerprint);
        return Accepted(identity.OperationId, sentAt, http.Request.PathBase);
    }

    private Answer? Look<TCommand>(CommandIdentity identity, TCommand command, CommandClient<TCommand> client, DateTimeOffset sentAt)
        where TCommand : class =>
        lastLook.Find(identity.OperationId, identity.Fingerprint, outcome => client.Registration.Fits(command, outcome), sentAt);

    private Answer Accepted(Guid operationId, DateTimeOffset sentAt, PathString pathBase) => new(StatusCodes.Status202Accepted)
    {
        Location = OperationLinks.To(operationId),
        ContentLocation = OperationLinks.To(operationId),
        OperationId = operationId,
        RetryAfter = _options.RetryAfter,
        Body = answers.Show(operations.Find(operationId) ?? new Operation(operationId, sentAt), pathBase),
    };

    private Answer Failure(Exception exception, Guid operationId)
    {
        if (exception is RequestFaultException fault)
        {
            // The types alone: what the exceptions of the consumer say may hold personal data.
            LogCommandFailed(operationId, string.Join(", ", fault.Fault?.Exceptions?.Select(cause => cause.ExceptionType) ?? []));
        }
        else if (ExceptionProblems.IsUnknownOutcome(exception))
        {
            LogUnknownOutcome(operationId, exception.Message);
        }
        else if (exception is not (RequestException or OperationArchiveException))
        {
            LogUnexpected(operationId, exception);
        }

        var problem = OperationLimits.Explain(exception);

        return Answer.From(problem) with
        {
            OperationId = operationId,
            RetryAfter = problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout
                ? _options.RetryAfter
                : null,
        };
    }

    private static bool IsReplayed(Response response) =>
        response.Headers.TryGetHeader(CommandHeaders.Replayed, out var replayed) && replayed is true or "true";

    [LoggerMessage(LogLevel.Debug, "The answer is {StatusCode}", EventName = "Answered")]
    private partial void LogAnswered(int statusCode);

    [LoggerMessage(LogLevel.Warning, "Executing the command of operation {OperationId} failed with {ExceptionTypes}", EventName = "CommandFailed")]
    private partial void LogCommandFailed(Guid operationId, string exceptionTypes);

    [LoggerMessage(LogLevel.Warning, "No reply came for operation {OperationId}; its outcome is known from the log", EventName = "ReplyMissed")]
    private partial void LogReplyMissed(Guid operationId);

    [LoggerMessage(LogLevel.Error, "Operation {OperationId} has an outcome that this service does not know: {Reason}", EventName = "UnknownOutcome")]
    private partial void LogUnknownOutcome(Guid operationId, string reason);

    [LoggerMessage(LogLevel.Error, "Operation {OperationId} met an unexpected error", EventName = "OperationFailed")]
    private partial void LogUnexpected(Guid operationId, Exception exception);
}
