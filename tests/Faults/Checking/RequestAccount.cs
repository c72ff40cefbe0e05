namespace Users.Faults.Checking;

/// <summary>What one API process counted of its requests, at rest.</summary>
public sealed record RequestAccount(string Instance)
{
    public long Started { get; init; }

    public long InFlight { get; init; }

    /// <summary>Gets how many ended, by result.</summary>
    public IReadOnlyDictionary<string, long> Finished { get; init; } = new Dictionary<string, long>();

    public long KafkaStarted { get; init; }

    public long KafkaFinished { get; init; }

    public long KafkaPending { get; init; }

    /// <summary>Gets whether the process served from before the first attempt until after the last one.</summary>
    public bool IsWhole { get; init; }
}
