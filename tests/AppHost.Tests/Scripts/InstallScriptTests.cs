using System.Runtime.Versioning;
using Users.AppHost.Processes;

namespace Users.AppHost.Tests.Scripts;

[SupportedOSPlatform("linux")]
public sealed class InstallScriptTests : IDisposable
{
    private const string Refuses = "exit 1";
    private const string Obeys = "shift; \"$@\"";

    private readonly ScratchFolder _folder = new();

    // On this path there is only what the test puts there.
    public InstallScriptTests()
    {
        foreach (var program in new[] { "bash", "env", "mktemp", "rm", "tail" })
        {
            File.CreateSymbolicLink(Path.Combine(_folder.Path, program), ExecutablePath.Find(program)!);
        }

        Put("apt-get", $"echo \"$@\" >>'{Path.Combine(_folder.Path, "calls")}'");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", null)]
    [InlineData("1000", Obeys)]
    public async Task Install_Permitted_SaysWhatItInstalls(string userId, string? sudo)
    {
        var (exitCode, output) = await RunAsync(userId, sudo);

        Assert.Equal(0, exitCode);
        Assert.Equal(["installing packages of the distribution: one two"], output);
        Assert.Collection(
            await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "calls"), TestContext.Current.CancellationToken),
            call => Assert.EndsWith(" update", call, StringComparison.Ordinal),
            call => Assert.EndsWith(" install -y --no-install-recommends one two", call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "    apt-get update && apt-get install -y --no-install-recommends one two")]
    [InlineData(Refuses, "    sudo apt-get update && sudo apt-get install -y --no-install-recommends one two")]
    public async Task Install_NotPermitted_PrintsOneLineToCopy(string? sudo, string line)
    {
        var (exitCode, output) = await RunAsync("1000", sudo);

        Assert.Equal(1, exitCode);
        Assert.Equal(["error: packages are missing. Please run this line as root, then try again:", line], output);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "calls")));
    }

    private async Task<(int ExitCode, List<string> Output)> RunAsync(string userId, string? sudo)
    {
        Put("id", $"echo {userId}");

        if (sudo is not null)
        {
            Put("sudo", sudo);
        }

        var lines = new List<string>();
        var command = new ProcessCommand(Path.Combine(RepositoryFolder.Root, "eng", "install.sh"), "one", "two")
        {
            Variables = new Dictionary<string, string> { ["PATH"] = _folder.Path },
        };

        return (await ChildProcess.RunAsync(command, lines.Add, TestContext.Current.CancellationToken), lines);
    }

    private void Put(string program, string script)
    {
        var path = Path.Combine(_folder.Path, program);
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
