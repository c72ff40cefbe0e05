namespace KafkaRider;

/// <summary>Represents the refusal to let one more caller wait: as many wait already as may.</summary>
/// <param name="limit">The number of callers that may wait.</param>
public sealed class TooManyWaitersException(int limit) : Exception($"As many callers wait already as may: {limit}.")
{
    /// <summary>Gets the number of callers that may wait.</summary>
    public int Limit => limit;
}
