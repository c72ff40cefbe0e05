using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Makes digests by which records are told apart. They are stored by followers: a change makes theirs worthless.</summary>
internal static class RecordFingerprint
{
    private const int Length = 16;

    public static string Of(Message<byte[], byte[]> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, message.Timestamp.UnixTimestampMs);
        Append(hash, message.Key);
        Append(hash, message.Value);

        foreach (var header in message.Headers ?? [])
        {
            Append(hash, Encoding.UTF8.GetBytes(header.Key));
            Append(hash, header.GetValueBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Length));
    }

    // With the length in front, as what follows each other must not blur.
    private static void Append(IncrementalHash hash, byte[]? bytes)
    {
        Append(hash, bytes?.Length ?? -1L);
        hash.AppendData(bytes ?? []);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
