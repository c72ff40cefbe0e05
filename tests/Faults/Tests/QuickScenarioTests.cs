using Users.Faults.Running;
using Users.Faults.Scenarios;

namespace Users.Faults.Tests;

/// <summary>
/// Runs the quick subset: on an Apache Kafka where <c>KAFKA_HOME</c> names one; else on the embedded broker, and then only what can be
/// run there.
/// </summary>
public sealed class QuickScenarioTests(QuickRun run) : IClassFixture<QuickRun>
{
    public static TheoryData<string> Scenarios => [.. QuickRun.Chosen.Select(scenario => scenario.Id)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Run_Quick_KeepsAllPromises(string id)
    {
        var result = await run.RunAsync(ScenarioList.All.Single(scenario => scenario.Id == id));

        Assert.True(result.Passed, string.Join(Environment.NewLine, MarkdownReport.Failures(result)));
        Assert.Contains(result.Tallies, tally => tally.Checks > 0);
    }
}
