using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Operations;

/// <summary>Tells from the inbox what came of an operation that an instance of the API no longer has in memory.</summary>
internal sealed class GetOperationConsumer(IInbox<UsersDbContext> inbox, TimeProvider time) : IConsumer<GetOperation>
{
    // Nobody waits as long for an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task Consume(ConsumeContext<GetOperation> context)
    {
        if (time.GetUtcNow().UtcDateTime - context.SentTime?.ToUniversalTime() > Patience)
        {
            return;
        }

        var id = context.Message.OperationId;

        if (await inbox.FindAsync(id, stepNumber: 0, context.CancellationToken) is { } row)
        {
            await context.RespondAsync(new OperationFound(
                id, row.OutcomeType, row.Outcome, row.Fingerprint.ToString(), new(row.CreatedAt, TimeSpan.Zero), row.Caller?.ToString()));
        }
        else
        {
            await context.RespondAsync(new OperationUnknown(id));
        }
    }
}
