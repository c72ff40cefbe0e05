using System.Globalization;
using System.Net;
using Users.AppHost;
using Users.AppHost.Processes;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>run.sh where nothing is as on the machines of those who wrote it.</summary>
public sealed class StrangersMachineTests : IDisposable
{
    private const string NowhereProxy = "http://127.0.0.1:9";

    private readonly ScratchFolder _folder = new();

    private string Copy => Path.Combine(_folder.Path, "my users");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_NoHomeNoLocaleDeadProxySpaceInPath_ComesUp()
    {
        await RepositoryCopy.AsItIsAsync(Copy);
        var port = TcpPorts.AnyFree(1)[0];
        string[] proxies = ["http_proxy", "https_proxy", "all_proxy"];

        await using var script = await RunScript.StartAsync(new ProcessCommand(
            "env",
            [
                "-i",
                $"PATH={Environment.GetEnvironmentVariable("PATH")}",
                .. proxies.SelectMany(name => new[] { $"{name}={NowhereProxy}", $"{name.ToUpperInvariant()}={NowhereProxy}" }),
                Path.Combine(Copy, "run.sh"), "--port", port.ToString(CultureInfo.InvariantCulture),
            ]));
        await script.WaitUntilReadyAsync();

        using var client = new UsersClient(port);
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Stranger")).Status);
    }

    [Fact]
    public async Task Run_InterruptedWhileItBuilds_LeavesNothingBehind()
    {
        await RepositoryCopy.OfSourceAsync(Copy);
        var local = Directory.CreateDirectory(Path.Combine(Copy, ".local")).FullName;
        RunScript script;

        await using (new FileStream(Path.Combine(local, "build.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            script = await RunScript.StartAsync(new ProcessCommand(Path.Combine(Copy, "run.sh")));
            await Eventually.IsTrueAsync(() => script.Lines.Contains("waiting for another build in this folder"), "it waits");
        }

        await using var ending = script;
        await Eventually.IsTrueAsync(() => script.Lines.Contains("building"), "it builds");
        IReadOnlyList<int> processes = [];
        await Eventually.IsTrueAsync(() => (processes = ProcessTree.DescendantsOf(script.Process.Id)).Count > 0, "the build runs");
        // To the script alone, as whatever stops it may do.
        script.Process.Send(UnixSignal.Interrupt);

        Assert.Equal(128 + (int)UnixSignal.Interrupt, await script.Process.Exited.WaitAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(processes, ProcessTree.IsRunning);
    }
}
