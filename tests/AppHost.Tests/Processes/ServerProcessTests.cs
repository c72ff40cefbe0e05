using Users.AppHost.Processes;

namespace Users.AppHost.Tests.Processes;

public sealed class ServerProcessTests
{
    private static readonly Func<CancellationToken, Task<bool>> Never = _ => Task.FromResult(false);

    [Fact]
    public async Task Start_EndsBeforeItIsReady_TellsWhyInItsOwnWords()
    {
        await using var server = Create("echo no space left; exit 4", Never);

        var exception = await Assert.ThrowsAsync<StartupException>(() => server.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("sample ended with exit code 4", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ReadyAfterSomeProbes_ReturnsOnlyThen()
    {
        var probes = 0;
        await using var server = Create("exec sleep 600", _ => Task.FromResult(++probes == 3));

        await server.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, probes);
        Assert.False(server.Exited.IsCompleted);
    }

    [Fact]
    public async Task Start_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = Create("exec sleep 600", _ =>
        {
            cancellation.Cancel();
            return Task.FromResult(false);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.StartAsync(cancellation.Token));
    }

    [Fact]
    public async Task Stop_ThenStart_RunsAnotherProcess()
    {
        await using var server = Create("exec sleep 600", _ => Task.FromResult(true));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var first = server.ProcessId;

        await server.StopAsync(TimeSpan.FromSeconds(30));
        await server.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(first, server.ProcessId);
        Assert.False(Directory.Exists($"/proc/{first}"));
    }

    private static ServerProcess Create(string script, Func<CancellationToken, Task<bool>> isReady) =>
        new("sample", new ProcessCommand("bash", "-c", script), isReady, _ => { });
}
