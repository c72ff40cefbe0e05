namespace KafkaRider.AspNetCore;

/// <summary>Waits until what is read here shows an entity in a version that a client has been told of.</summary>
public interface IEntityView
{
    /// <summary>Waits until the view knows an entity in a version or a newer one, or the time is up.</summary>
    /// <param name="entityId">The entity.</param>
    /// <param name="version">The version.</param>
    /// <param name="patience">How long to wait; not at all where it is not positive.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the view knows it.</returns>
    Task<bool> WaitAsync(Guid entityId, int version, TimeSpan patience, CancellationToken cancellationToken);
}
