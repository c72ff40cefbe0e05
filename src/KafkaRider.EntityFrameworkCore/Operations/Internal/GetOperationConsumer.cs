using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Tells those who no longer know it what came of an operation.</summary>
internal sealed class GetOperationConsumer(IOperationStore operations, TimeProvider time) : IConsumer<GetOperation>
{
    // Nobody waits as long for an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Answers a question, unless it is so old that nobody waits for the answer.</summary>
    public async Task Consume(ConsumeContext<GetOperation> context)
    {
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
