using System.Globalization;

namespace Users.Faults.Running;

/// <summary>What the user asks for on the command line.</summary>
public sealed record RunOptions
{
    public const string Usage =
        """
        Usage: dotnet run --project tests/Faults -- [options]

        Runs the fault scenarios with real processes and prints a report; the exit code is 0 when all promises hold.

          --quick            the quick subset only
          --scenario F7,F12  these scenarios only
          --brokers 1|3      how many brokers (default 1); needs KAFKA_HOME, an Apache Kafka distribution
          --seed N           the seed of the load and of what is random in the faults (default: made up, and printed)
          --report FILE      write the report there, too
          --help             show this text

        Without KAFKA_HOME the embedded broker serves, for the scenarios that can do with it.
        """;

    public bool Quick { get; init; }

    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public int Brokers { get; init; } = 1;

    public int Seed { get; init; } = Random.Shared.Next();

    public string? ReportFile { get; init; }

    public bool Help { get; init; }

    /// <summary>Tells whether the arguments are for the scenarios, and not for xunit.</summary>
    public static bool AreMeant(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        return arguments[0].StartsWith("--", StringComparison.Ordinal);
    }

    /// <exception cref="ArgumentException">An option is unknown, or its value does not fit.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions();
        var words = new Queue<string>(arguments);

        while (words.TryDequeue(out var word))
        {
            options = word switch
            {
                "--quick" => options with { Quick = true },
                "--scenario" => options with { Scenarios = Value().ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--brokers" => options with { Brokers = BrokerCount() },
                "--seed" => options with { Seed = Number() },
                "--report" => options with { ReportFile = Value() },
                "--help" => options with { Help = true },
                _ => throw new ArgumentException($"unknown option {word}"),
            };

            string Value() => words.TryDequeue(out var value) ? value : throw new ArgumentException($"{word} needs a value");

            int BrokerCount() => Number() is var count and (1 or 3) ? count : throw new ArgumentException("--brokers takes 1 or 3");

            int Number() => int.TryParse(Value(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"{word} takes a number");
        }

        return options;
    }
}
