namespace KafkaRider.AspNetCore;

/// <summary>Finds the operations that an instance no longer has in memory, where their outcomes are kept for longer.</summary>
/// <remarks>All that are registered as services are asked at once for every operation that memory does not hold, by any thread.</remarks>
public interface IOperationArchive
{
    /// <summary>Returns what came of an operation, or <see langword="null"/> if nothing is kept of it.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Is cancelled when the client is gone, or another archive has found it.</param>
    /// <exception cref="OperationArchiveException">It is not known whether anything is kept.</exception>
    Task<ArchivedOperation?> FindAsync(Guid operationId, CancellationToken cancellationToken);
}
