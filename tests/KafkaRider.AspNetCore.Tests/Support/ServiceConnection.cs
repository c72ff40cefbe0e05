using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is one connection to a service, on which a test speaks HTTP by itself.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<ServiceConnection> OpenAsync(TestService service)
    {
        var connection = new ServiceConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task GetAsync(string path) => await _socket.SendAsync(
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), TestContext.Current.CancellationToken);

    /// <summary>Reads until a text has come, or the server closes the connection.</summary>
    public async Task<string> ReadAsync(string? until = null)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];

        while ((until is null || !text.ToString().Contains(until, StringComparison.Ordinal))
            && await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
