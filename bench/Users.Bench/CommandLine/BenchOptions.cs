using System.Globalization;

namespace Users.Bench.CommandLine;

/// <summary>What the user asks for on the command line.</summary>
internal sealed record BenchOptions
{
    public bool Help { get; private init; }

    public int Rounds { get; private init; } = 5;

    public int Seconds { get; private init; } = 5;

    public int WarmUpSeconds { get; private init; } = 10;

    public IReadOnlyList<int> Connections { get; private init; } = [1, 8, 32, 128, 512];

    /// <summary>Gets the systems to measure; all if there are none.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

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
                "--quick" => options with { Rounds = 1, Seconds = 3, WarmUpSeconds = 3, Connections = [32, 128] },
                "--rounds" => options with { Rounds = Number(Value()) },
                "--seconds" => options with { Seconds = Number(Value()) },
                "--warm-up" => options with { WarmUpSeconds = Number(Value()) },
                "--connections" => options with { Connections = [.. List(Value()).Select(Number)] },
                "--only" => options with { Only = List(Value()) },
                "--report" => options with { Report = Value() },
                _ => throw new FormatException($"unknown option {name}"),
            };

            string Value() => words.TryDequeue(out var value) ? value : throw new FormatException($"{name} needs a value");
        }

        return options;
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new FormatException($"{value} is not a number above 0");
}
