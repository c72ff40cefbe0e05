using Users.Faults.Scenarios;

namespace Users.Faults.Running;

/// <summary>Runs the chosen scenarios and reports.</summary>
internal static class ScenarioRun
{
    /// <summary>Returns the exit code: 0 when all promises hold.</summary>
    public static async Task<int> RunAsync(RunOptions options, TextWriter output)
    {
        var chosen = ScenarioList.All
            .Where(scenario => !options.Quick || scenario.IsQuick)
            .Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Id))
            .ToList();
        var runnable = chosen.Where(scenario => ScenarioList.CanRun(scenario, options.KafkaHome is not null, options.Brokers)).ToList();
        await using var runner = new Runner(options.KafkaHome, options.Brokers, options.Seed, output, options.Registrations);
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

        return results.All(result => result.Passed) ? 0 : 1;
    }
}
