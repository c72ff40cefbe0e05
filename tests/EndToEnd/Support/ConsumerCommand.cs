using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>Runs what the consumer's program does beside consuming.</summary>
public static class ConsumerCommand
{
    /// <summary>Runs a command to its end and returns its exit code and what it wrote.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(LocalSystem system, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(system);
        return ServiceCommand.RunAsync(ServiceKind.Consumer, system.Kafka, arguments, ("ConnectionStrings__Users", system.Table.ConnectionString));
    }
}
