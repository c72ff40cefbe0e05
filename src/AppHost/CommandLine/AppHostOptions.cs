using System.Globalization;

namespace Users.AppHost.CommandLine;

/// <summary>What the user asks for on the command line.</summary>
internal sealed record AppHostOptions
{
    public const int MaxInstances = 50;

    // The consumers' ports follow the API's at this distance.
    public const int ConsumerPortOffset = 100;

    public int Port { get; private init; } = 8080;

    public int ApiInstances { get; private init; } = 1;

    public int ConsumerInstances { get; private init; } = 1;

    public bool Clean { get; private init; }

    public bool Help { get; private init; }

    /// <exception cref="UsageException">An option is unknown, or its value does not fit.</exception>
    public static AppHostOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new AppHostOptions();
        var words = new Queue<string>(arguments);

        while (words.TryDequeue(out var word))
        {
            // Both --port 9000 and --port=9000 are common.
            var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=') : -1;
            var name = equals < 0 ? word : word[..equals];
            var value = equals < 0 ? null : word[(equals + 1)..];

            options = name switch
            {
                "--port" => options with { Port = ReadNumber(name, value, words, 1, 65535 - ConsumerPortOffset - MaxInstances) },
                "--api" => options with { ApiInstances = ReadNumber(name, value, words, 1, MaxInstances) },
                "--consumers" => options with { ConsumerInstances = ReadNumber(name, value, words, 1, MaxInstances) },
                "--clean" when value is null => options with { Clean = true },
                "--help" or "-h" when value is null => options with { Help = true },
                _ => throw new UsageException($"unknown option {word}"),
            };
        }

        return options;
    }

    private static int ReadNumber(string name, string? value, Queue<string> words, int least, int most)
    {
        if (value is null && !words.TryDequeue(out value))
        {
            throw new UsageException($"{name} needs a number");
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} takes a number from {least} to {most}, not {value}");
    }
}
