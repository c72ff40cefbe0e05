namespace Users.Faults.Running;

/// <summary>What came of one scenario.</summary>
public sealed record ScenarioResult(string Id, string Fault, string Asks)
{
    public IReadOnlyList<Tally> Tallies { get; init; } = [];

    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>Gets why the scenario could not be run to its end.</summary>
    public string? Error { get; init; }

    /// <summary>Gets what the load was answered.</summary>
    public string Answers { get; init; } = "";

    public TimeSpan Took { get; init; }

    public bool Passed => Error is null && Tallies.All(tally => tally.Violations.Count == 0) && Criteria.All(criterion => criterion.Holds);
}
