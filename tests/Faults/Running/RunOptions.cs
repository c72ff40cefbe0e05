namespace Users.Faults.Running;

/// <summary>What the user asks for on the command line.</summary>
public sealed record RunOptions
{
    public const int UsualRegistrations = 2000;

    public bool Quick { get; init; }

    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public int Brokers { get; init; } = 1;

    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Gets how many registrations the scenario makes that makes many.</summary>
    public int Registrations { get; init; } = UsualRegistrations;

    public string? ReportFile { get; init; }

    /// <summary>Gets the Apache Kafka distribution to use; the embedded broker serves if there is none.</summary>
    public string? KafkaHome { get; init; }
}
