using System.Globalization;
using System.Net;
using Users.AppHost.Processes;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>What run.sh says and does while the system is up.</summary>
public sealed class RunningScriptTests(RunningScript running) : IClassFixture<RunningScript>
{
    private RunScript Script => running.Script;

    [Fact]
    public async Task Run_SeveralInstances_SaysWhereEachListensAndWhatToTry()
    {
        await Eventually.IsTrueAsync(() => Script.Lines.Any(line => line.Contains("Ctrl-C", StringComparison.Ordinal)), "all is said");

        foreach (var port in new[] { running.Port, running.Port + 1, running.Port + 100, running.Port + 101 })
        {
            using var client = new UsersClient(port);
            await Eventually.IsTrueAsync(() => client.IsHealthyAsync("/health/ready"), $"the instance at {port} is ready");
            Assert.Contains($"http://localhost:{port}", Script.Output, StringComparison.Ordinal);
        }

        Assert.Contains($"curl -i -X POST localhost:{running.Port} ", Script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PartEndsByItself_SaysSoAndStartsItAgain()
    {
        using var api = new UsersClient(running.Port);
        using var consumer = new UsersClient(running.Port + 100);
        var address = $"ASPNETCORE_URLS=http://localhost:{(running.Port + 100).ToString(CultureInfo.InvariantCulture)}\0";
        var killed = ProcessTree.DescendantsOf(Script.Process.Id).Single(id => File.ReadAllText($"/proc/{id}/environ").Contains(address, StringComparison.Ordinal));

        UnixProcess.Send(killed, UnixSignal.Kill);

        await Eventually.IsTrueAsync(
            () => Script.Lines.Contains("consumer-1 ended unexpectedly with exit code 137; starting it again"), "it says so");
        await Eventually.IsTrueAsync(() => consumer.IsHealthyAsync("/health/ready"), "the consumer is ready again");
        Assert.Equal(HttpStatusCode.Created, (await api.CreateAsync("After The Crash")).Status);
    }

    [Fact]
    public async Task Run_LinesAboutARequest_NameItsOperationAndTraceInBothServices()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var client = new UsersClient(running.Port);

        var answer = await client.SendAsync(
            HttpMethod.Post, "/users", new { name = "Traced" }, ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));

        var operation = answer.OperationLocation!.Split('/')[^1];
        foreach (var (service, text) in new[] { ("api-1 ", "The answer is 201"), ("consumer-", "The outcome is Users.Contracts.UserCreated") })
        {
            await Eventually.IsTrueAsync(
                () => Script.Lines.Any(line => line.StartsWith(service, StringComparison.Ordinal)
                    && new[] { text, $"OperationId:{operation}", $"TraceId:{Trace}" }.All(part => line.Contains(part, StringComparison.Ordinal))),
                $"{service} says it in a line that names operation and trace");
        }
    }
}
