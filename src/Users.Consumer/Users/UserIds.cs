using System.Buffers.Binary;
using KafkaRider;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Makes ids of new users such that the events of users who are created together go to one partition.</summary>
/// <remarks>
/// Events have the user's id for a key, and a produce request carries the records of one partition. With ids left to chance, a batch of
/// commands would take a request for each partition, one after another: docs/adr/0008.
/// </remarks>
internal static class UserIds
{
    private const int TextLength = 36;
    private const int IdLength = 16;

    /// <summary>Makes a version 7 UUID.</summary>
    /// <param name="createdAt">When the batch is executed. The microsecond says which partition.</param>
    public static Guid Create(DateTimeOffset createdAt)
    {
        var partition = createdAt.UtcTicks / TimeSpan.TicksPerMicrosecond % Topics.Events.Partitions;
        var id = Guid.CreateVersion7(createdAt);

        while (PartitionOf(id) != partition)
        {
            id = Next(id);
        }

        return id;
    }

    private static int PartitionOf(Guid id)
    {
        Span<byte> key = stackalloc byte[TextLength];
        id.TryFormat(key, out _);
        return Murmur2Partitioner.PartitionOf(key, Topics.Events.Partitions);
    }

    // Another one with the same time and version; most of what is random stays as it was drawn.
    private static Guid Next(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = bytes[(IdLength - sizeof(ushort))..];
        BinaryPrimitives.WriteUInt16BigEndian(low, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(low) + 1));
        return new Guid(bytes, bigEndian: true);
    }
}
