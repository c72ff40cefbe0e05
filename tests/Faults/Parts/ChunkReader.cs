using System.Buffers.Binary;
using System.Diagnostics;

namespace Users.Faults.Parts;

/// <summary>Cuts a stream into pieces: Kafka's requests one by one, anything else as it comes.</summary>
internal sealed class ChunkReader(Stream stream, bool readsKafkaRequests)
{
    private const int SizeLength = 4;
    private const int BufferLength = 64 * 1024;

    /// <summary>Reads the next piece, or an empty one at the end.</summary>
    public async Task<Chunk> ReadAsync(CancellationToken cancellationToken)
    {
        var chunk = readsKafkaRequests ? await ReadRequestAsync(cancellationToken) : await ReadAnyAsync(cancellationToken);

        return chunk with { ArrivedAt = Stopwatch.GetTimestamp() };
    }

    private async Task<Chunk> ReadAnyAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];

        return new Chunk(buffer.AsMemory(0, await stream.ReadAsync(buffer, cancellationToken)), RequestKind: null);
    }

    // A request is its size in four bytes, then its kind in two, then the rest.
    private async Task<Chunk> ReadRequestAsync(CancellationToken cancellationToken)
    {
        var size = new byte[SizeLength];

        if (await stream.ReadAtLeastAsync(size, SizeLength, throwOnEndOfStream: false, cancellationToken) < SizeLength)
        {
            return default;
        }

        var request = new byte[SizeLength + BinaryPrimitives.ReadInt32BigEndian(size)];
        size.CopyTo(request, 0);
        await stream.ReadExactlyAsync(request.AsMemory(SizeLength), cancellationToken);

        return new Chunk(request, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(SizeLength)));
    }
}
