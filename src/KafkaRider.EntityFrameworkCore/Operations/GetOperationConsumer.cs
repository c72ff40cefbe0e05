using MassTransit;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Tells those who no longer know it what came of an operation.</summary>
/// <param name="operations">Finds operations.</param>
/// <param name="time">The time.</param>
/// <remarks><see cref="OperationQueriesExtensions.AnswerOperationQueries"/> has it consume a topic.</remarks>
public sealed class GetOperationConsumer(IOperationStore operations, TimeProvider time) : IConsumer<GetOperation>
{
    // Nobody waits as long for an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Answers a question, unless it is so old that nobody waits for the answer.</summary>
    /// <param name="context">The question.</param>
    /// <returns>A task that ends when the answer is with the brokers.</returns>
    public async Task Consume(ConsumeContext<GetOperation> context)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (time.GetUtcNow().UtcDateTime - context.SentTime?.ToUniversalTime() > Patience)
        {
            return;
        }

        var id = context.Message.OperationId;

        if (await operations.FindAsync(id, context.CancellationToken).ConfigureAwait(false) is { } found)
        {
            await context.RespondAsync(found).ConfigureAwait(false);
        }
        else
        {
            await context.RespondAsync(new OperationUnknown(id)).ConfigureAwait(false);
        }
    }
}
