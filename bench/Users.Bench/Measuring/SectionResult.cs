namespace Users.Bench.Measuring;

/// <summary>What one section measured, and how.</summary>
internal sealed record SectionResult(DateTimeOffset At, string Commit, int Rounds, int Seconds, int WarmUpSeconds)
{
    /// <summary>Gets how many processors everything had together.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets the database server, where it is not the one of the other sections.</summary>
    public string? Database { get; init; }

    /// <summary>Gets what the measurements are of, by name, in the order of the report.</summary>
    public Dictionary<string, string> Titles { get; init; } = [];

    /// <summary>Gets what could not be measured, by name, and why.</summary>
    public Dictionary<string, string> Missing { get; init; } = [];

    public List<Measurement> Measurements { get; init; } = [];

    public List<RowCheck> RowChecks { get; init; } = [];

    /// <summary>Gets what another tool wrote.</summary>
    public string Text { get; set; } = "";
}
