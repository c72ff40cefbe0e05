using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Users.Faults.Parts;

/// <summary>Stands between a client and a server of this machine, and does to their connections what a bad network does.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly Conditions _conditions;
    private readonly bool _isKafka;
    private readonly Task _accepting;
    private CancellationTokenSource _cutting = new();

    /// <summary>Starts to listen.</summary>
    /// <param name="port">Where clients connect.</param>
    /// <param name="target">Where the server listens.</param>
    /// <param name="conditions">What happens on the way.</param>
    /// <param name="isKafka">Whether the clients speak Kafka's protocol, so that requests can be told apart.</param>
    public TcpProxy(int port, int target, Conditions conditions, bool isKafka = false)
    {
        _target = target;
        _conditions = conditions;
        _isKafka = isKafka;
        Port = port;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks all connections of the moment.</summary>
    public void Reset()
    {
        var cut = Interlocked.Exchange(ref _cutting, new CancellationTokenSource());
        cut.Cancel();
        cut.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stopping.Dispose();
        _cutting.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var connection = ServeAsync(client);
                _connections[connection] = true;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        // A listener that was stopped between two connections is "not listening" rather than disposed of.
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _cutting.Token);

        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, stopping.Token);
            await new ProxiedConnection(client, server, _conditions, _isKafka).RunAsync(stopping.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Nobody listens there: the client is told by the closed connection.
        }
        finally
        {
            // With a reset, as a process that is gone would: nothing lingers.
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
        }
    }
}
