using System.Buffers.Binary;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Makes ids of processes such that what concerns those that begin together goes to one partition of each topic.</summary>
/// <remarks>
/// The id is the key of all that a process gets, and of what it tells. A produce request carries the records of one partition, and they follow one
/// another: with ids left to chance, a batch of events would take a request for each partition. See docs/adr/0008.
/// </remarks>
internal static class ProcessIds
{
    // Whoever shares one of so many partitions shares one of 12, 8, 6, 4, 3 and 2, too.
    private const int Places = 24;
    private const int TextLength = 36;
    private const int IdLength = 16;

    private static readonly long Window = TimeSpan.FromMilliseconds(20).Ticks;

    /// <summary>Makes a version 7 UUID.</summary>
    /// <param name="now">When the process begins. It says which place.</param>
    public static Guid Create(DateTimeOffset now)
    {
        var place = now.UtcTicks / Window % Places;
        var id = Guid.CreateVersion7(now);

        while (PlaceOf(id) != place)
        {
            id = Next(id);
        }

        return id;
    }

    private static int PlaceOf(Guid id)
    {
        Span<byte> key = stackalloc byte[TextLength];
        id.TryFormat(key, out _);
        return Murmur2Partitioner.PartitionOf(key, Places);
    }

    // Another one with the same time and version; most of what is random stays as it was drawn.
    private static Guid Next(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = bytes[(IdLength - sizeof(uint))..];
        BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) + 1);
        return new Guid(bytes, bigEndian: true);
    }
}
