using System.Collections.Concurrent;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.AppHost.Tests.Services;

public sealed class SupervisorTests
{
    [Fact]
    public async Task Watch_ServerIsKilled_StartsItAgainAndSaysSo()
    {
        var reports = new ConcurrentQueue<string>();
        var started = new SemaphoreSlim(0);
        using var stopping = new CancellationTokenSource();
        await using var server = Create("echo started; exec sleep 600", _ => started.Release());
        await server.LaunchAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken);
        var first = server.ProcessId;
        var watch = new Supervisor(server, reports.Enqueue, TimeProvider.System).WatchAsync(stopping.Token);

        await server.KillAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(first, server.ProcessId);
        Assert.Equal(["sample ended unexpectedly with exit code 137; starting it again"], reports);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Watch_ServerKeepsEnding_GivesUp()
    {
        await using var server = Create("exit 5", _ => { });
        await server.LaunchAsync();

        var exception = await Assert.ThrowsAsync<StartupException>(
            () => new Supervisor(server, _ => { }, TimeProvider.System).WatchAsync(TestContext.Current.CancellationToken));

        Assert.Equal("sample ended 5 times within a minute; the last exit code was 5", exception.Message);
    }

    private static ServerProcess Create(string script, Action<string> output) =>
        new("sample", new ProcessCommand("bash", "-c", script), _ => Task.FromResult(true), output);
}
