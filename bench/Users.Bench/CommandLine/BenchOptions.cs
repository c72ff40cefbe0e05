using System.Globalization;

namespace Users.Bench.CommandLine;

/// <summary>What the user asks for on the command line.</summary>
internal sealed record BenchOptions
{
    public const string Main = "main";
    public const string Sizes = "sizes";
    public const string Instances = "instances";
    public const string Tables = "tables";
    public const string Parts = "parts";

    private static readonly string[] AllSections = [Main, Sizes, Instances, Tables, Parts];

    public bool Help { get; private init; }

    /// <summary>Gets whether only the report is to be written, from what was measured before.</summary>
    public bool ReportOnly { get; private init; }

    public IReadOnlyList<string> Sections { get; private init; } = AllSections;

    public int Rounds { get; private init; } = 5;

    public int Seconds { get; private init; } = 5;

    public int WarmUpSeconds { get; private init; } = 15;

    public IReadOnlyList<int> Connections { get; private init; } = [1, 8, 32, 128, 512];

    /// <summary>Gets the systems of the main section to measure; all if there are none.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Gets how many users the larger tables have.</summary>
    public IReadOnlyList<int> Rows { get; private init; } = [10_000, 1_000_000, 10_000_000];

    /// <summary>Gets the file that the report is written to; the standard output if there is none.</summary>
    public string? Report { get; private init; }

    /// <exception cref="FormatException">An option is unknown, or its value does not fit.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        var words = new Queue<string>(arguments);

        while (words.TryDequeue(out var name))
        {
            options = name switch
            {
                "--help" or "-h" => options with { Help = true },
                "--report-only" => options with { ReportOnly = true },
                "--quick" => options with { Rounds = 1, Seconds = 2, WarmUpSeconds = 2, Connections = [1, 128], Rows = [10_000, 100_000] },
                "--sections" => options with { Sections = Known(List(Value()), AllSections) },
                "--rounds" => options with { Rounds = Number(Value()) },
                "--seconds" => options with { Seconds = Number(Value()) },
                "--warm-up" => options with { WarmUpSeconds = Number(Value()) },
                "--connections" => options with { Connections = [.. List(Value()).Select(Number)] },
                "--only" => options with { Only = List(Value()) },
                "--rows" => options with { Rows = [.. List(Value()).Select(Number)] },
                "--report" => options with { Report = Value() },
                _ => throw new FormatException($"unknown option {name}"),
            };

            string Value() => words.TryDequeue(out var value) ? value : throw new FormatException($"{name} needs a value");
        }

        return options;
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] Known(string[] names, string[] known) => names.Except(known).FirstOrDefault() is { } name
        ? throw new FormatException($"{name} is none of {string.Join(", ", known)}")
        : names;

    private static int Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new FormatException($"{value} is not a number above 0");
}
