using Users.AppHost;

namespace Users.Faults.Parts;

/// <summary>Hands out ports that nobody else on this machine is given.</summary>
internal static class Ports
{
    public static int Next() => TcpPorts.AnyFree(1)[0];
}
