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

    public Task GetAsync(string path) => SendAsync($"GET {path}");

    /// <summary>Sends a request of which the method, the target, headers and a body of JSON are given as they are.</summary>
    public async Task SendAsync(string request, string[]? headers = null, string body = "") => await _socket.SendAsync(
        Encoding.UTF8.GetBytes(string.Join("\r\n", [$"{request} HTTP/1.1", "Host: localhost", .. headers ?? [], "", body])),
        TestContext.Current.CancellationToken);

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
