namespace Users.Faults.Running;

/// <summary>One part of what a scenario asks for besides the invariants, and what was seen.</summary>
public sealed record Criterion(string What, bool Holds, string Seen);
