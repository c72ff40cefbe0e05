using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

/// <summary>Executes the command of a message, publishes its outcome, and answers whoever asked for it.</summary>
internal sealed partial class CommandProcessor(UserStore store, ILogger<CommandProcessor> logger)
{
    public async Task ProcessAsync(ConsumeContext context, UserCommand command)
    {
        var (outcome, fingerprint, replayed) = await store.ExecuteAsync(command, context.CancellationToken);
        LogExecuted(outcome.GetType(), replayed);

        if (outcome is OperationConflicted)
        {
            // Who has not asked for an answer would learn of it nowhere else.
            LogConflict(command.Operation.Id, context.MessageId);
        }

        // Somebody waits for the reply, so it goes first: requests to a broker follow one another. The message is done when Kafka has them both.
        await Task.WhenAll(RespondAsync(context, command.Operation, outcome, replayed), PublishAsync(context, command.Operation, outcome, fingerprint));
    }

    // A conflict is about the second command only: the operation keeps the outcome that it has.
    private static Task PublishAsync(ConsumeContext context, Operation operation, object outcome, Digest fingerprint) => outcome is OperationConflicted
        ? Task.CompletedTask
        : context.Publish(outcome, outcome.GetType(), Pipe.Execute<PublishContext>(send =>
        {
            send.CorrelationId = operation.Id;
            send.Headers.Set(CommandFingerprint.HeaderName, CommandFingerprint.ToHeader(fingerprint.ToByteArray()));
        }), context.CancellationToken);

    // Without an address MassTransit would publish the response, which is done already.
    private static Task RespondAsync(ConsumeContext context, Operation operation, object outcome, bool replayed) =>
        context.ResponseAddress is null
            ? Task.CompletedTask
            : context.RespondAsync(outcome, outcome.GetType(), Pipe.Execute<SendContext>(send =>
            {
                send.CorrelationId = operation.Id;

                if (replayed)
                {
                    send.Headers.Set(OutcomeHeaders.Replayed, "true");
                }
            }));

    [LoggerMessage(
        LogLevel.Information, "Operation {OperationId} has another command already: that of message {MessageId} is not executed", EventName = "Conflict")]
    private partial void LogConflict(Guid operationId, Guid? messageId);

    [LoggerMessage(LogLevel.Debug, "The outcome is {Outcome}; replayed: {Replayed}", EventName = "Executed")]
    private partial void LogExecuted(Type outcome, bool replayed);
}
