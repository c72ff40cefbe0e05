using System.Buffers.Binary;

namespace KafkaRider;

/// <summary>Tells to which partition a record of a key goes by Kafka's default partitioner, which is also that of the rider's producers.</summary>
/// <remarks>
/// 32-bit MurmurHash2 of the key's bytes, without its sign, modulo the number of partitions: what the Java client does for records with a
/// key (<c>BuiltInPartitioner.partitionForKey</c>), and librdkafka with <c>partitioner=murmur2_random</c>. A producer of which
/// <c>Kafka:Producer:partitioner</c> is set to something else does otherwise. Thread-safe.
/// </remarks>
public static class Murmur2Partitioner
{
    private const uint Seed = 0x9747B28C;
    private const uint Multiplier = 0x5BD1E995;

    /// <summary>Returns the partition of a key.</summary>
    /// <param name="key">The key as it is on the wire.</param>
    /// <param name="partitions">The number of partitions of the topic, at least 1.</param>
    /// <returns>The number of the partition, from 0 on.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is not positive.</exception>
    public static int PartitionOf(ReadOnlySpan<byte> key, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitions);
        return (int)(Hash(key) & int.MaxValue) % partitions;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (uint)bytes.Length;

        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
        {
            var block = BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Multiplier;
            block ^= block >> 24;
            hash = (hash * Multiplier) ^ (block * Multiplier);
        }

        if (!bytes.IsEmpty)
        {
            for (var index = 0; index < bytes.Length; index++)
            {
                hash ^= (uint)bytes[index] << (8 * index);
            }

            hash *= Multiplier;
        }

        hash = (hash ^ (hash >> 13)) * Multiplier;
        return hash ^ (hash >> 15);
    }
}
