using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Asks those who execute commands for operations that they keep.</summary>
internal sealed class QueriedArchive(string topic, IServiceScopeFactory scopes) : IOperationArchive
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<ArchivedOperation?> FindAsync(Guid operationId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();

        // Under a test harness there is one for all.
        var client = scope.ServiceProvider.GetKeyedService<IRequestClient<GetOperation>>(topic)
            ?? scope.ServiceProvider.GetRequiredService<IRequestClient<GetOperation>>();

        try
        {
            var answer = await client.GetResponse<OperationFound, OperationUnknown>(new GetOperation(operationId), cancellationToken, Timeout);
            return answer.Is(out Response<OperationFound>? found) ? Read(found.Message) : null;
        }
        catch (Exception exception) when (exception is RequestException or RequestNotAcceptedException)
        {
            throw new OperationArchiveException(exception);
        }
    }

    private static ArchivedOperation Read(OperationFound found) =>
        new(found.OutcomeType, found.Outcome, found.Fingerprint, found.CompletedAt, found.Caller) { Process = found.Process };
}
