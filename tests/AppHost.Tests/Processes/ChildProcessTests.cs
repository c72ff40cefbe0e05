using System.Collections.Concurrent;
using Users.AppHost.Processes;

namespace Users.AppHost.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Start_WritesToBothStreams_EveryLineArrivesBeforeTheExitCode()
    {
        var lines = new ConcurrentQueue<string>();

        var exitCode = await ChildProcess.RunAsync(
            Shell("for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 7"), lines.Enqueue, TestContext.Current.CancellationToken);

        Assert.Equal(7, exitCode);
        Assert.Equal(["err 1", "err 2", "err 3", "out 1", "out 2", "out 3"], lines.Order());
    }

    [Fact]
    public async Task Start_GivesVariablesAndFolder()
    {
        var lines = new ConcurrentQueue<string>();
        var command = Shell("echo \"$GREETING\"; pwd; cat") with
        {
            WorkingDirectory = "/usr",
            Variables = new Dictionary<string, string> { ["GREETING"] = "hello  there" },
        };

        await ChildProcess.RunAsync(command, lines.Enqueue, TestContext.Current.CancellationToken);

        Assert.Equal(["hello  there", "/usr"], lines);
    }

    [Fact]
    public async Task Stop_ProcessThatEndsItself_GetsTerminate()
    {
        await using var process = await StartAsync("trap 'exit 3' TERM; echo ready; while true; do sleep 0.05; done");

        await process.StopAsync(Grace);

        Assert.Equal(3, await process.Exited);
    }

    [Fact]
    public async Task Stop_ProcessThatIgnoresIt_IsKilledAfterTheGrace()
    {
        await using var process = await StartAsync("trap '' TERM; echo ready; while true; do sleep 0.05; done");

        await process.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(128 + (int)UnixSignal.Kill, await process.Exited);
    }

    [Fact]
    public async Task Stop_SuspendedProcess_WakesToEnd()
    {
        await using var process = await StartAsync("trap 'exit 3' TERM; echo ready; while true; do sleep 0.05; done");
        process.Send(UnixSignal.Stop);

        await process.StopAsync(Grace);

        Assert.Equal(3, await process.Exited);
    }

    private static ProcessCommand Shell(string script) => new("bash", "-c", script);

    private static async Task<ChildProcess> StartAsync(string script)
    {
        var ready = new TaskCompletionSource();
        var process = await ChildProcess.StartAsync(Shell(script), _ => ready.TrySetResult());
        await ready.Task.WaitAsync(TestContext.Current.CancellationToken);

        return process;
    }
}
