namespace Users.Faults.Running;

/// <summary>What the user asks for on the command line.</summary>
public sealed record RunOptions
{
    public bool Quick { get; init; }

    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public int Brokers { get; init; } = 1;

    public int Seed { get; init; } = Random.Shared.Next();

    public string? ReportFile { get; init; }

    /// <summary>Gets the Apache Kafka distribution to use; the embedded broker serves if there is none.</summary>
    public string? KafkaHome { get; init; }
}
