using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>Runs what the program of registrations does beside hosting them.</summary>
public static class RegistrationsCommand
{
    /// <summary>Runs a command to its end and returns its exit code and what it wrote.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(RegistrationsSystem system, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(system);
        return ServiceCommand.RunAsync(
            ServiceKind.Registrations, system.Users.Kafka, arguments, ("ConnectionStrings__Registrations", system.Registrations.ConnectionString));
    }
}
