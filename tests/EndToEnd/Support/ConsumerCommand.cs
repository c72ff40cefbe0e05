using System.Collections.Concurrent;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>Runs what the consumer's program does beside consuming.</summary>
public static class ConsumerCommand
{
    /// <summary>Runs a command to its end and returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(LocalSystem system, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(system);
        var lines = new ConcurrentQueue<string>();
        var command = new ProcessCommand("dotnet", [ServiceKind.Consumer.Path, .. arguments])
        {
            Variables = new Dictionary<string, string>(system.Kafka.ClientSettings)
            {
                ["Kafka__BootstrapServers"] = system.Kafka.BootstrapServers,
                ["ConnectionStrings__Users"] = system.Table.ConnectionString,
            },
        };

        return (await ChildProcess.RunAsync(command, lines.Enqueue, TestContext.Current.CancellationToken), string.Join('\n', lines));
    }
}
