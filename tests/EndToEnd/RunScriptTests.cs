using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Users.AppHost;
using Users.AppHost.Processes;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

// In one folder, so that only the first start, and one that is asked for it, has to create the servers' data.
public sealed class RunScriptTests(ScratchFolder data) : IClassFixture<ScratchFolder>
{
    private readonly int _port = TcpPorts.AnyFree(1)[0];

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    // Each start takes seconds of all processors, so the ways to end are tried in the runs that the data outlives.
    [Fact]
    public async Task Run_EndedInEveryWay_LeavesNoProcessBehind_AndKeepsTheDataUntilItIsAskedToForget()
    {
        Assert.Equal(HttpStatusCode.Created, await CreateAndEndAsync(UnixSignal.Interrupt, 0));
        Assert.Equal(HttpStatusCode.Conflict, await CreateAndEndAsync(UnixSignal.Kill, 128 + (int)UnixSignal.Kill));
        Assert.Equal(HttpStatusCode.Conflict, await CreateAndEndAsync(UnixSignal.Terminate, 0));
        Assert.Equal(HttpStatusCode.Created, await CreateAndEndAsync(UnixSignal.Terminate, 0, "--clean"));
    }

    [Fact]
    public async Task Run_PartKeepsEnding_StopsAllTheRestForGood()
    {
        await using var script = await RunScript.StartAsync(data.Path, "--port", Port);
        await script.WaitUntilReadyAsync();
        var killed = new HashSet<int>();

        while (!script.Process.Exited.IsCompleted)
        {
            foreach (var consumer in FindConsumers(script).Where(id => killed.Count < 5 && killed.Add(id)))
            {
                UnixProcess.Send(consumer, UnixSignal.Kill);
            }

            await Task.WhenAny(script.Process.Exited, Task.Delay(50, TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, await script.Process.Exited);
        Assert.Contains("error: consumer-1 ended 5 times within a minute; the last exit code was 137", script.Output, StringComparison.Ordinal);
        Assert.All(
            script.Lines.Where(line => line.Contains("starting it again", StringComparison.Ordinal)),
            line => Assert.StartsWith("consumer-1 ", line, StringComparison.Ordinal));
        Assert.Empty(FindConsumers(script));
    }

    [Fact]
    public async Task Run_PortIsTaken_SaysWhich()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();

        await using var script = await RunScript.StartAsync(data.Path, "--port", Port);

        Assert.Equal(1, await script.Process.Exited.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"error: something else listens on port {_port}", script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownOption_IsRefused()
    {
        await using var script = await RunScript.StartAsync(data.Path, "--verbose");

        Assert.Equal(2, await script.Process.Exited.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("error: Unrecognized command or argument '--verbose'.", script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_TellsTheOptions()
    {
        await using var script = await RunScript.StartAsync(data.Path, "--help");

        Assert.Equal(0, await script.Process.Exited.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("--consumers <N>", script.Output, StringComparison.Ordinal);
    }

    // The program that keeps it tied to our life is named so as well, until it becomes it.
    private static IEnumerable<int> FindConsumers(RunScript script) => ProcessTree.DescendantsOf(script.Process.Id).Where(id =>
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline") is var command
                && command.Contains("Users.Consumer.dll", StringComparison.Ordinal) && command.Split('\0')[0].EndsWith("dotnet", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    private async Task<HttpStatusCode> CreateAndEndAsync(UnixSignal signal, int exitCode, params string[] options)
    {
        await using var script = await RunScript.StartAsync(data.Path, ["--port", Port, .. options]);
        await script.WaitUntilReadyAsync();
        var processes = ProcessTree.DescendantsOf(script.Process.Id);
        using var client = new UsersClient(_port);
        var answer = await client.CreateAsync("Lasting");

        script.Process.Send(signal);

        Assert.Equal(exitCode, await script.Process.Exited.WaitAsync(TestContext.Current.CancellationToken));
        // API, consumer and database at least.
        Assert.True(processes.Count >= 3, script.Output);
        await Eventually.IsTrueAsync(() => !processes.Any(ProcessTree.IsRunning), "all processes have ended");

        return answer.Status;
    }
}
