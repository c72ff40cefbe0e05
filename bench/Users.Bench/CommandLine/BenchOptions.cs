namespace Users.Bench.CommandLine;

/// <summary>What the user asks for on the command line.</summary>
internal sealed record BenchOptions
{
    public const string Main = "main";
    public const string Sizes = "sizes";
    public const string Instances = "instances";
    public const string Tables = "tables";
    public const string Parts = "parts";
    public const string Tls = "tls";
    public const string Registrations = "registrations";

    public static readonly string[] AllSections = [Main, Sizes, Instances, Tables, Registrations, Parts, Tls];

    /// <summary>Gets what suffices to see that everything works.</summary>
    public static BenchOptions Quick { get; } =
        new() { Rounds = 1, Seconds = 2, WarmUpSeconds = 2, Connections = [1, 128], Rows = [10_000, 100_000] };

    /// <summary>Gets whether only the report is to be written, from what was measured before.</summary>
    public bool ReportOnly { get; init; }

    public IReadOnlyList<string> Sections { get; init; } = AllSections;

    public int Rounds { get; init; } = 5;

    public int Seconds { get; init; } = 5;

    public int WarmUpSeconds { get; init; } = 15;

    public IReadOnlyList<int> Connections { get; init; } = [1, 8, 32, 128, 512];

    /// <summary>Gets the systems of the sections main and registrations to measure; all if there are none.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Gets how many users the larger tables have.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [10_000, 1_000_000, 10_000_000];

    /// <summary>Gets the file that the report is written to; the standard output if there is none.</summary>
    public string? Report { get; init; }
}
