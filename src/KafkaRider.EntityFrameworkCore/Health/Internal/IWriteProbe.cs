namespace KafkaRider.Internal;

/// <summary>Finds out whether commands can be executed.</summary>
internal interface IWriteProbe
{
    /// <summary>Writes, and returns whether the schema is up to date.</summary>
    Task<bool> RunAsync(CancellationToken cancellationToken);
}
