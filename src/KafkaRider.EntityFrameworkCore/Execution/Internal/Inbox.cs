using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Executes the command of a message, publishes its outcome, and answers whoever asked for it.</summary>
internal sealed partial class Inbox<TDbContext>(
    GroupCommit commands, OperationReader operations, InboxReader reader, InboxContexts<TDbContext> contexts, OutcomeTypes outcomes, TransactionParts parts,
    SchemaState schema, ILogger<Inbox<TDbContext>> logger) : IInbox<TDbContext>
    where TDbContext : DbContext
{
    // Where no message has brought the command.
    private const string Unnamed = "Command";

    private readonly Type _conflict = parts.Conflict(Guid.Empty).GetType();

    public Task ExecuteAsync<TCommand>(ConsumeContext<TCommand> context, Func<TCommand, TDbContext, Task<object>> decide)
        where TCommand : class
    {
        ArgumentNullException.ThrowIfNull(decide);

        var command = context.Message;
        return ExecuteAsync(
            context, new ContextCommand<TDbContext>(ReadOperation(context), typeof(TCommand).Name, db => decide(command, db), contexts));
    }

    public Task ExecuteAsync<TCommand, TRows>(ConsumeContext<TCommand> context, IBatchDecision<TRows> decision)
        where TCommand : class
        where TRows : BatchRows, new() =>
        ExecuteAsync(context, new RowsCommand<TRows>(ReadOperation(context), typeof(TCommand).Name, decision));

    public Task<CommandResult> ExecuteAsync(Operation operation, Func<TDbContext, Task<object>> decide, CancellationToken cancellationToken) =>
        commands.ExecuteAsync(new ContextCommand<TDbContext>(operation, Unnamed, decide, contexts), cancellationToken);

    public Task<CommandResult> ExecuteAsync<TRows>(Operation operation, IBatchDecision<TRows> decision, CancellationToken cancellationToken)
        where TRows : BatchRows, new() =>
        commands.ExecuteAsync(new RowsCommand<TRows>(operation, Unnamed, decision), cancellationToken);

    public async Task<InboxRow?> FindAsync(Guid operationId, int stepNumber, CancellationToken cancellationToken)
    {
        await schema.WaitAsync(parts.Patience, parts.Time, cancellationToken).ConfigureAwait(false);
        return await reader.FindAsync(operationId, stepNumber, cancellationToken).ConfigureAwait(false);
    }

    public Operation ReadOperation<TCommand>(ConsumeContext<TCommand> context)
        where TCommand : class
    {
        ArgumentNullException.ThrowIfNull(context);

        return operations.Read(context, context.Message);
    }

    private async Task ExecuteAsync(ConsumeContext context, PendingCommand pending)
    {
        var operation = pending.Operation;
        var (outcome, fingerprint, replayed) = await commands.ExecuteAsync(pending, context.CancellationToken).ConfigureAwait(false);
        LogExecuted(outcome.GetType(), replayed);

        // A conflict is about the second command only: the operation keeps the outcome that it has.
        var isConflict = outcome.GetType() == _conflict;

        if (isConflict)
        {
            // Who has not asked for an answer would learn of it nowhere else.
            LogConflict(operation.Id, context.MessageId);
        }

        // Somebody waits for the reply, so it goes first: requests to a broker follow one another. The message is done when Kafka has them both.
        await Task.WhenAll(
            RespondAsync(context, operation, outcome, replayed),
            isConflict ? Task.CompletedTask : PublishAsync(context, operation, outcome, fingerprint)).ConfigureAwait(false);
    }

    private Task PublishAsync(ConsumeContext context, Operation operation, object outcome, Digest fingerprint)
    {
        var isRejection = outcomes.IsRejection(outcome);

        return context.Publish(outcome, outcome.GetType(), Pipe.Execute<PublishContext>(send =>
        {
            send.CorrelationId = operation.Id;
            send.Headers.Set(CommandHeaders.Fingerprint, fingerprint.ToString());

            if (isRejection)
            {
                // The key of a record that has no other one.
                send.RequestId = operation.Id;
            }
        }), context.CancellationToken);
    }

    // Without an address MassTransit would publish the response, which is done already.
    private static Task RespondAsync(ConsumeContext context, Operation operation, object outcome, bool replayed) =>
        context.ResponseAddress is null
            ? Task.CompletedTask
            : context.RespondAsync(outcome, outcome.GetType(), Pipe.Execute<SendContext>(send =>
            {
                send.CorrelationId = operation.Id;

                if (replayed)
                {
                    send.Headers.Set(CommandHeaders.Replayed, "true");
                }
            }));

    [LoggerMessage(
        LogLevel.Information, "Operation {OperationId} has another command already: that of message {MessageId} is not executed", EventName = "Conflict")]
    private partial void LogConflict(Guid operationId, Guid? messageId);

    [LoggerMessage(LogLevel.Debug, "The outcome is {Outcome}; replayed: {Replayed}", EventName = "Executed")]
    private partial void LogExecuted(Type outcome, bool replayed);
}
