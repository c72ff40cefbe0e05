using System.Net;
using System.Net.Sockets;
using Users.Faults.Parts;

namespace Users.Faults.Tests;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private static readonly byte[] Request = [0, 0, 0, 3, 0, 0, 42];
    private static readonly byte[] HeldRequest = [0, 0, 0, 3, 0, 8, 43];

    private readonly TcpListener _server = new(IPAddress.Loopback, Ports.Next());
    private readonly Conditions _conditions = new();
    private readonly TcpProxy _proxy;

    public TcpProxyTests()
    {
        _server.Start();
        _proxy = new TcpProxy(Ports.Next(), ((IPEndPoint)_server.LocalEndpoint).Port, _conditions, isKafka: true);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_NothingIsWrong_CarriesBothDirections()
    {
        using var connection = await ConnectAsync();

        await connection.Client.WriteAsync(Request, Stopping);
        Assert.Equal(Request, await ReadAsync(connection.Server, Request.Length));
        await connection.Server.WriteAsync("answer"u8.ToArray(), Stopping);
        Assert.Equal("answer"u8.ToArray(), await ReadAsync(connection.Client, 6));
    }

    [Fact]
    public async Task Lose_OneDirection_StopsThatOneUntilHealed()
    {
        using var connection = await ConnectAsync();
        _conditions.Lose(requests: false, answers: true);

        await connection.Server.WriteAsync("answer"u8.ToArray(), Stopping);
        await connection.Client.WriteAsync(Request, Stopping);
        Assert.Equal(Request, await ReadAsync(connection.Server, Request.Length));
        var answer = ReadAsync(connection.Client, 6);
        Assert.False(answer.IsCompleted);

        _conditions.Heal();
        Assert.Equal("answer"u8.ToArray(), await answer);
    }

    [Fact]
    public async Task Hold_KindOfRequest_IsLostWithItsConnection()
    {
        using var connection = await ConnectAsync();
        _conditions.Hold(KafkaRequest.OffsetCommit);

        await connection.Client.WriteAsync(Request, Stopping);
        await connection.Client.WriteAsync(HeldRequest, Stopping);
        Assert.Equal(Request, await ReadAsync(connection.Server, Request.Length));
        connection.Client.Socket.Shutdown(SocketShutdown.Send);

        // The end arrives, the request in front of it does not.
        Assert.Equal(0, await ReadToEndAsync(connection.Server));
    }

    [Fact]
    public async Task Hold_OtherKinds_Pass()
    {
        using var connection = await ConnectAsync();
        _conditions.Hold(KafkaRequest.Produce);

        await connection.Client.WriteAsync(HeldRequest, Stopping);

        Assert.Equal(HeldRequest, await ReadAsync(connection.Server, HeldRequest.Length));
    }

    [Fact]
    public async Task Close_BehindTheLastRequest_DeliversIt()
    {
        using var connection = await ConnectAsync();

        await connection.Client.WriteAsync(Request, Stopping);
        connection.Client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal(Request.Length, await ReadToEndAsync(connection.Server));
    }

    [Fact]
    public async Task Reset_OpenConnection_BreaksIt()
    {
        using var connection = await ConnectAsync();

        _proxy.Reset();

        Assert.Equal(0, await ReadToEndAsync(connection.Client));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    private async Task<Connection> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port, Stopping);

        return new Connection(client.GetStream(), (await _server.AcceptTcpClientAsync(Stopping)).GetStream());
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Stopping);

        return bytes;
    }

    private static async Task<int> ReadToEndAsync(NetworkStream stream)
    {
        var total = 0;

        try
        {
            while (await stream.ReadAsync(new byte[64], Stopping) is > 0 and var count)
            {
                total += count;
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        return total;
    }

    private sealed record Connection(NetworkStream Client, NetworkStream Server) : IDisposable
    {
        public void Dispose()
        {
            Client.Socket.Dispose();
            Server.Socket.Dispose();
        }
    }
}
