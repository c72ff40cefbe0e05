using Users.AppHost;
using Users.Faults.Scenarios;

namespace Users.Faults.Running;

/// <summary>Runs what the command line asks for.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            var options = RunOptions.Parse(arguments);

            if (options.Help)
            {
                await output.WriteLineAsync(RunOptions.Usage);
                return 0;
            }

            return await RunAsync(options, output);
        }
        catch (ArgumentException exception)
        {
            await error.WriteLineAsync($"error: {exception.Message} (--help lists the options)");
            return Misused;
        }
        catch (StartupException exception)
        {
            await error.WriteLineAsync($"error: {exception.Message}");
            return Failed;
        }
    }

    private static async Task<int> RunAsync(RunOptions options, TextWriter output)
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } set ? set : null;

        if (home is null && options.Brokers > 1)
        {
            throw new ArgumentException("--brokers 3 needs KAFKA_HOME, an Apache Kafka distribution");
        }

        var chosen = Choose(options);
        var runnable = chosen.Where(scenario => ScenarioList.CanRun(scenario, home is not null, options.Brokers)).ToList();
        await using var runner = new Runner(home, options.Brokers, options.Seed, output);
        var results = new List<ScenarioResult>();
        await output.WriteLineAsync($"{runner.Description}, seed {options.Seed}");

        foreach (var scenario in chosen.Except(runnable))
        {
            await output.WriteLineAsync($"{scenario.Id} is left out: it needs {scenario.NeedsInWords}");
        }

        foreach (var scenario in runnable)
        {
            results.Add(await runner.RunAsync(scenario));
        }

        var report = MarkdownReport.Render(runner.Description, options.Seed, results, chosen.Except(runnable));
        await output.WriteLineAsync(report);

        if (options.ReportFile is not null)
        {
            await File.WriteAllTextAsync(options.ReportFile, report);
        }

        return results.All(result => result.Passed) ? 0 : Failed;
    }

    private static List<Scenario> Choose(RunOptions options)
    {
        var unknown = options.Scenarios.Except(ScenarioList.All.Select(scenario => scenario.Id)).ToList();

        return unknown.Count > 0
            ? throw new ArgumentException($"there is no scenario {string.Join(", ", unknown)}; there are {string.Join(", ", ScenarioList.All.Select(scenario => scenario.Id))}")
            : [.. ScenarioList.All
                .Where(scenario => !options.Quick || scenario.IsQuick)
                .Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Id))];
    }
}
