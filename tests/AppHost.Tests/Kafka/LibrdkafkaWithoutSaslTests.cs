using System.Collections.Concurrent;
using System.Text;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.AppHost.Tests.Kafka;

/// <summary>The tests of the embedded broker where libsasl2 cannot be found, whatever this machine has installed.</summary>
public sealed class LibrdkafkaWithoutSaslTests
{
    private const string Needed = "libsasl2.so.3";
    private const string Missing = "libsaslX.so.X";

    [Fact]
    public async Task BrokerAndClient_WithoutLibsasl2_TakeTheBuildThatDoesNotNeedIt()
    {
        using var folder = new ScratchFolder();
        Copy(AppContext.BaseDirectory, folder.Path);
        foreach (var build in Directory.GetFiles(folder.Path, "librdkafka.so", SearchOption.AllDirectories))
        {
            AskForWhatNobodyHas(build);
        }

        var lines = new ConcurrentQueue<string>();
        var tests = Path.Combine(folder.Path, Path.GetFileName(typeof(LibrdkafkaWithoutSaslTests).Assembly.Location));
        var command = new ProcessCommand(ServiceInstance.DotnetHost(), [tests, "-class", typeof(EmbeddedKafkaTests).FullName!]);
        await using var process = await ChildProcess.StartAsync(command, lines.Enqueue);
        var exitCode = await process.Exited.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, string.Join(Environment.NewLine, lines));
        Assert.Contains(lines, line => line.Contains("Failed: 0", StringComparison.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    // The name in the file's list of libraries, replaced by one of the same length. Builds for other processors do not have it.
    private static void AskForWhatNobodyHas(string file)
    {
        var content = File.ReadAllBytes(file);
        var index = content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Needed));
        if (index >= 0)
        {
            Encoding.ASCII.GetBytes(Missing).CopyTo(content, index);
            File.WriteAllBytes(file, content);
        }
    }
}
