using System.Net;
using System.Net.Sockets;

namespace Users.AppHost.Databases;

/// <summary>Tells whether a database server serves: it speaks first, once it is ready.</summary>
internal static class ServerGreeting
{
    private const int HeaderLength = 4;
    private const byte ProtocolVersion = 10;

    public static async Task<bool> IsGivenAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            var start = new byte[HeaderLength + 1];
            await client.GetStream().ReadExactlyAsync(start, cancellationToken);

            return start[HeaderLength] == ProtocolVersion;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
