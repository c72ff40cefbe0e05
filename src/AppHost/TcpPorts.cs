using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Users.AppHost;

/// <summary>Looks for ports of this machine and waits for servers to listen on them.</summary>
public static class TcpPorts
{
    private const int FirstServerPort = 15_000;
    private const int FirstOutgoingPort = 32_768;

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
    /// connects to itself, and the server cannot come back.
    /// </remarks>
    public static IReadOnlyList<int> AnyFree(int count)
    {
        var held = new List<TcpListener>();

        try
        {
            while (held.Count < count)
            {
                if (TryListen(Random.Shared.Next(FirstServerPort, FirstOutgoingPort)) is { } listener)
                {
                    held.Add(listener);
                }
            }

            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
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
