using Users.Faults.Running;
using Users.Faults.Scenarios;

namespace Users.Faults.Tests;

/// <summary>What the quick scenarios run on.</summary>
public sealed class QuickRun : IAsyncDisposable
{
    private static readonly string? KafkaHome = Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home ? home : null;

    private readonly Runner _runner;

    public QuickRun()
    {
        var seed = Random.Shared.Next();
        _runner = new Runner(KafkaHome, brokers: 1, seed, Console.Out);
        Console.WriteLine($"The quick fault scenarios on {_runner.Description}, seed {seed}: {string.Join(", ", Chosen.Select(scenario => scenario.Id))}");
    }

    /// <summary>Gets the scenarios that can run here.</summary>
    public static IReadOnlyList<Scenario> Chosen { get; } =
        [.. ScenarioList.All.Where(scenario => scenario.IsQuick && ScenarioList.CanRun(scenario, KafkaHome is not null, brokers: 1))];

    public Task<ScenarioResult> RunAsync(Scenario scenario) => _runner.RunAsync(scenario, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
