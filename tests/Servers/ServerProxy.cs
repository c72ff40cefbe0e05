using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Servers;

/// <summary>Stands before database servers. New connections lead to the target of the moment; those that are there stay where they are.</summary>
public sealed class ServerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public ServerProxy(DatabaseServer target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gets or sets where new connections lead.</summary>
    public DatabaseServer Target { get; set; }

    /// <summary>Gets or sets how many bytes a client may send at a time; a connection with more ends without a word.</summary>
    public int Limit { get; set; } = int.MaxValue;

    public string ConnectionString => $"Server=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};User ID=root";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It is disposed of.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        var sent = 0;

        try
        {
            await server.ConnectAsync(IPAddress.Loopback, Target.Port, _stopping.Token);
            var (near, far) = (client.GetStream(), server.GetStream());
            await await Task.WhenAny(
                CopyAsync(near, far, count => (sent += count) <= Limit),
                CopyAsync(far, near, _ =>
                {
                    sent = 0;
                    return true;
                }));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // It ended.
        }
        finally
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<int, bool> mayPass)
    {
        var buffer = new byte[64 * 1024];

        for (int count; (count = await from.ReadAsync(buffer, _stopping.Token)) > 0 && mayPass(count);)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
