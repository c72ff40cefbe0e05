namespace Users.Bench.Load;

/// <summary>Says how much load, and for how long.</summary>
/// <param name="Connections">How many requests are under way at a time.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record LoadPlan(int Connections, int Seconds)
{
    /// <summary>Gets how many requests a second there are at most; without it each follows the answer to the one before.</summary>
    public double? PerSecond { get; init; }

    public override string ToString() => PerSecond is null ? $"{Connections}" : $"{Connections}, at most {PerSecond:0}/s";
}
