namespace KafkaRider.Internal;

/// <summary>Counts how often in a row something failed soon after it began, and says how long to rest before it begins again.</summary>
internal sealed class Attempts(TimeProvider time)
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    // Whoever waits for a record for a moment, and then fails, has not worked.
    private static readonly TimeSpan SoonAfter = LongestDelay + TimeSpan.FromMilliseconds(100);

    private long _began = time.GetTimestamp();

    public int Failures { get; private set; }

    public void Begin() => _began = time.GetTimestamp();

    /// <summary>Counts a failure, and returns how long to rest.</summary>
    public TimeSpan Fail()
    {
        Failures = time.GetElapsedTime(_began) > SoonAfter ? 1 : Failures + 1;
        var delay = ShortestDelay * Math.Pow(2, Math.Min(Failures - 1, 10));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
