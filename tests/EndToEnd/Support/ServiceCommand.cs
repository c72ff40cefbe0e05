using System.Collections.Concurrent;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>Runs what the program of a service does beside its service.</summary>
internal static class ServiceCommand
{
    /// <summary>Runs a command to its end and returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        ServiceKind service, KafkaServer kafka, string[] arguments, params (string Name, string Value)[] settings)
    {
        var lines = new ConcurrentQueue<string>();
        var command = new ProcessCommand("dotnet", [service.Path, .. arguments])
        {
            Variables = new Dictionary<string, string>(
                kafka.ClientSettings.Append(new("Kafka__BootstrapServers", kafka.BootstrapServers))
                    .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))),
        };

        return (await ChildProcess.RunAsync(command, lines.Enqueue, TestContext.Current.CancellationToken), string.Join('\n', lines));
    }
}
