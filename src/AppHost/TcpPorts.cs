using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Users.AppHost;

/// <summary>Looks for ports of this machine and waits for servers to listen on them.</summary>
internal static class TcpPorts
{
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>Returns the port that is wished for, or any free one when that is taken.</summary>
    public static int FreeOr(int wished)
    {
        if (!IsTaken(wished))
        {
            return wished;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
}
