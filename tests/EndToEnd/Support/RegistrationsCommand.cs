using System.Collections.Concurrent;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>Runs what the program of registrations does beside hosting them.</summary>
public static class RegistrationsCommand
{
    /// <summary>Runs a command to its end and returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(RegistrationsSystem system, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(system);
        var lines = new ConcurrentQueue<string>();
        var command = new ProcessCommand("dotnet", [ServiceKind.Registrations.Path, .. arguments])
        {
            Variables = new Dictionary<string, string>(system.Users.Kafka.ClientSettings)
            {
                ["Kafka__BootstrapServers"] = system.Users.Kafka.BootstrapServers,
                ["ConnectionStrings__Registrations"] = system.Registrations.ConnectionString,
            },
        };

        return (await ChildProcess.RunAsync(command, lines.Enqueue, TestContext.Current.CancellationToken), string.Join('\n', lines));
    }
}
