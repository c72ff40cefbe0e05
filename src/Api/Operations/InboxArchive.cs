using KafkaRider;
using KafkaRider.AspNetCore;
using MassTransit;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Asks the consumer for operations that are in its inbox and no longer in memory here.</summary>
internal sealed class InboxArchive(IServiceScopeFactory scopes) : IOperationArchive
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<ArchivedOperation?> FindAsync(Guid operationId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var inbox = scope.ServiceProvider.GetRequiredService<IRequestClient<GetOperation>>();

        try
        {
            var answer = await inbox.GetResponse<OperationFound, OperationUnknown>(new GetOperation(operationId), cancellationToken, Timeout);

            return answer.Is(out Response<OperationFound>? found)
                ? new(found.Message.OutcomeType, found.Message.Outcome, found.Message.Fingerprint, found.Message.CompletedAt, found.Message.Caller)
                : null;
        }
        catch (Exception exception) when (exception is RequestException or RequestNotAcceptedException)
        {
            throw new OperationArchiveException(exception);
        }
    }
}

internal static class InboxArchiveExtensions
{
    public static void AddInboxArchive(this KafkaCommandsBuilder commands)
    {
        commands.ConfigureRider(rider => rider.AddRequestClient<GetOperation>(Topics.Queries.Name, query => query.OperationId.ToString()));
        commands.Services.AddSingleton<IOperationArchive, InboxArchive>();
    }
}
