using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Users.AppHost;

/// <summary>Looks for ports of this machine and waits for servers to listen on them.</summary>
public static class TcpPorts
{
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>Returns the ports from <paramref name="first"/> on, or any free ones where one of them is taken or none is wished for.</summary>
    public static IReadOnlyList<int> FreeOrFrom(int first, int count)
    {
        var wished = Enumerable.Range(first, count).ToList();

        return first != 0 && !wished.Any(IsTaken) ? wished : AnyFree(count);
    }

    public static IReadOnlyList<int> AnyFree(int count)
    {
        // All are held until the last is known, so that they differ.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();

        try
        {
            listeners.ForEach(listener => listener.Start());

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
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
}
