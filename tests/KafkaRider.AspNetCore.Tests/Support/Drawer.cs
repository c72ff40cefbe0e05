namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is an archive of operations in memory, which may be stuck.</summary>
internal sealed class Drawer(params (Guid Id, ArchivedOperation Operation)[] kept) : IOperationArchive
{
    public bool IsStuck { get; set; }

    public Task<ArchivedOperation?> FindAsync(Guid operationId, CancellationToken cancellationToken) => IsStuck
        ? throw new OperationArchiveException(new TimeoutException())
        : Task.FromResult<ArchivedOperation?>(kept.FirstOrDefault(operation => operation.Id == operationId).Operation);
}
