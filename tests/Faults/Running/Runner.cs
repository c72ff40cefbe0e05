using System.Diagnostics;
using System.Globalization;
using Users.AppHost;
using Users.Faults.Parts;
using Users.Faults.Scenarios;

namespace Users.Faults.Running;

/// <summary>Runs scenarios one after another, on the same brokers and database for as long as these come through unharmed.</summary>
public sealed class Runner(string? kafkaHome, int brokers, int seed, TextWriter output, int registrations = RunOptions.UsualRegistrations) : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(
        RepositoryFolder.Local, "faults", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + $"-{Environment.ProcessId}");

    private Surroundings? _surroundings;
    private int _generation;

    public string Description => kafkaHome is null ? "the embedded broker" : $"Apache Kafka, {brokers} broker(s)";

    public async Task<ScenarioResult> RunAsync(Scenario scenario, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);

        var started = Stopwatch.GetTimestamp();
        await output.WriteLineAsync($"{scenario.Id}: {scenario.Fault}");
        var result = await TryAsync(scenario, new ScenarioResult(scenario.Id, scenario.Fault, scenario.Asks), cancellationToken);
        result = result with { Took = Stopwatch.GetElapsedTime(started) };
        await output.WriteLineAsync(MarkdownReport.Line(result));

        if (!result.Passed)
        {
            await output.WriteLineAsync(string.Join(Environment.NewLine, MarkdownReport.Failures(result)));
            await output.WriteLineAsync($"  logs: {_folder}");
        }

        if (!result.Passed || scenario.LeavesTraces)
        {
            await ForgetSurroundingsAsync();
        }

        return result;
    }

    public async ValueTask DisposeAsync() => await ForgetSurroundingsAsync();

    private async Task<ScenarioResult> TryAsync(Scenario scenario, ScenarioResult result, CancellationToken cancellationToken)
    {
        Trial? trial = null;

        try
        {
            _surroundings ??= await Surroundings.StartAsync(
                kafkaHome, brokers, Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"parts-{++_generation}")), cancellationToken);
            trial = await Trial.PrepareAsync(scenario.Id, _surroundings, seed, Path.Combine(_folder, scenario.Id), output.WriteLine, registrations);
            await scenario.RunAsync(trial, cancellationToken);
            var tallies = await scenario.ConcludeAsync(trial);

            return result with
            {
                Tallies = tallies,
                Criteria = trial.Criteria,
                Answers = Summary.OfLoad(trial.Log.ToList()),
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return result with { Error = exception.ToString(), Criteria = trial?.Criteria ?? [] };
        }
        finally
        {
            await (trial?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task ForgetSurroundingsAsync()
    {
        await (_surroundings?.DisposeAsync() ?? ValueTask.CompletedTask);
        _surroundings = null;
    }
}
