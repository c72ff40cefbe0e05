namespace KafkaRider.EntityFrameworkCore;

/// <summary>Finds what came of operations: of commands in the inbox, and of processes of several steps among their rows.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
public interface IOperationStore
{
    /// <summary>Returns what came of an operation, or how far its process is.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is kept of it, or <see langword="null"/> if it is not executed yet, was too long ago, or there was none.</returns>
    /// <exception cref="StoreUnavailableException">The database does not answer, or is not in place yet.</exception>
    Task<OperationFound?> FindAsync(Guid operationId, CancellationToken cancellationToken);
}
