using Users.AppHost;

namespace Users.Faults.Parts;

/// <summary>Hands out ports that nobody else on this machine is given.</summary>
internal static class Ports
{
    // Below the range of outgoing connections, see TcpPorts, and apart from what other tests choose.
    private const int First = 25_000;
    private const int End = 26_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Gate)
        {
            while (Given.Count < End - First)
            {
                var port = Random.Shared.Next(First, End);

                if (Given.Add(port) && !TcpPorts.IsTaken(port))
                {
                    return port;
                }
            }
        }

        throw new StartupException($"All ports from {First} to {End - 1} are taken.");
    }
}
