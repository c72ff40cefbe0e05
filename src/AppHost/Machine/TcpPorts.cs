using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Users.AppHost;

/// <summary>Looks for ports of this machine and waits for servers to listen on them.</summary>
public static class TcpPorts
{
    private const int FirstServerPort = 15_000;
    private const int FirstOutgoingPort = 32_768;
    private const int BlockSize = 400;

    private static readonly Lock Gate = new();
    private static readonly Lazy<TcpListener> Claim = new(ClaimBlock);
    private static int _next;

    // Who listens on the first port of a block has all of it, until the process ends.
    internal static (int First, int Last) OwnBlock
    {
        get
        {
            var first = ((IPEndPoint)Claim.Value.LocalEndpoint).Port;

            return (first, first + BlockSize - 1);
        }
    }

    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>Returns the ports from <paramref name="first"/> on, or any free ones where one of them is taken or none is wished for.</summary>
    public static IReadOnlyList<int> FreeOrFrom(int first, int count)
    {
        var wished = Enumerable.Range(first, count).ToList();

        return first != 0 && !wished.Any(IsTaken) ? wished : AnyFree(count);
    }

    /// <summary>Returns free ports below the range from which the system gives outgoing connections theirs.</summary>
    /// <remarks>
    /// In that range a client that keeps trying to reach a stopped server of this machine can be given the very port as its own: it then
    /// connects to itself, and the server cannot come back. For the same reason no other process is given a port from the same block as
    /// long as this one runs, whether or not somebody listens on it at the moment.
    /// </remarks>
    public static IReadOnlyList<int> AnyFree(int count)
    {
        lock (Gate)
        {
            var (first, last) = OwnBlock;

            // One after the other, so that what was given out last is given again last.
            var ports = Enumerable.Range(0, BlockSize - 1)
                .Select(offset => first + 1 + ((_next + offset) % (BlockSize - 1)))
                .Where(IsFree)
                .Take(count)
                .ToList();

            if (ports.Count < count)
            {
                throw new StartupException($"There are no {count} free ports from {first + 1} to {last}.");
            }

            _next = ports[^1] - first;

            return ports;
        }
    }

    public static async Task<bool> AcceptsAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(2), cancellationToken);

            return true;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            return false;
        }
    }

    private static TcpListener ClaimBlock()
    {
        var blocks = Enumerable.Range(0, (FirstOutgoingPort - FirstServerPort) / BlockSize)
            .Select(number => FirstServerPort + (number * BlockSize))
            .ToArray();
        Random.Shared.Shuffle(blocks);

        return blocks.Select(TryListen).OfType<TcpListener>().FirstOrDefault()
            ?? throw new StartupException($"Other processes have all blocks of ports from {FirstServerPort} to {FirstOutgoingPort}.");
    }

    private static bool IsFree(int port)
    {
        using var listener = TryListen(port);

        return listener is not null;
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);

        try
        {
            listener.Start();

            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();

            return null;
        }
    }
}
