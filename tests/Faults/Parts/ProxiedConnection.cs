using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Users.Faults.Parts;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxiedConnection(TcpClient client, TcpClient server, Conditions conditions, bool isKafka)
{
    private const int ChunksUnderWay = 256;

    /// <summary>Carries both directions until one side closes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var requests = CarryAsync(new ChunkReader(client.GetStream(), isKafka), server.GetStream(), isRequest: true, closing);
        var answers = CarryAsync(new ChunkReader(server.GetStream(), readsKafkaRequests: false), client.GetStream(), isRequest: false, closing);
        await Task.WhenAll(requests, answers);
    }

    private async Task CarryAsync(ChunkReader reader, NetworkStream target, bool isRequest, CancellationTokenSource closing)
    {
        var underWay = Channel.CreateBounded<Chunk>(ChunksUnderWay);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);

        try
        {
            await Task.WhenAll(
                ReceiveAsync(reader, underWay.Writer, ended, closing.Token),
                SendAsync(underWay.Reader, target, isRequest, ended.Token, closing.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            // What is under way in the other direction has nobody left to go to.
            await closing.CancelAsync();
        }
    }

    // Reads on while the sending waits: the end of a connection must be seen even when nothing passes.
    private static async Task ReceiveAsync(
        ChunkReader reader, ChannelWriter<Chunk> underWay, CancellationTokenSource ended, CancellationToken closing)
    {
        try
        {
            while (await reader.ReadAsync(closing) is { Bytes.IsEmpty: false } chunk)
            {
                await underWay.WriteAsync(chunk, closing);
            }
        }
        finally
        {
            underWay.Complete();
            await ended.CancelAsync();
        }
    }

    // What arrived before the end still goes out, but not what is held back: it is lost with its connection.
    private async Task SendAsync(
        ChannelReader<Chunk> underWay, NetworkStream target, bool isRequest, CancellationToken ended, CancellationToken closing)
    {
        await foreach (var chunk in underWay.ReadAllAsync(closing))
        {
            await conditions.PassAsync(chunk, isRequest, ended);

            var left = conditions.Delay - Stopwatch.GetElapsedTime(chunk.ArrivedAt);

            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, closing);
            }

            if (conditions.BytesPerSecond is { } rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)chunk.Bytes.Length / rate), closing);
            }

            await target.WriteAsync(chunk.Bytes, closing);
        }
    }
}
