using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Users.Consumer.Store;

/// <summary>A SHA-256 digest, as a value that can be a dictionary's key.</summary>
internal readonly record struct Digest : IComparable<Digest>
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    public Digest(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>Digests the parts; each counts with its length, so that no two lists of parts look alike.</summary>
    public static Digest Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[Size];

        foreach (var part in parts)
        {
            var text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(bytes, text.Length);
            hash.AppendData(bytes[..sizeof(int)]);
            hash.AppendData(text);
        }

        hash.GetHashAndReset(bytes);
        return new Digest(bytes);
    }

    /// <summary>Digests the text alone.</summary>
    public static Digest OfText(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), bytes);
        return new Digest(bytes);
    }

    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), _low);
        return bytes;
    }

    public int CompareTo(Digest other) => _high == other._high ? _low.CompareTo(other._low) : _high.CompareTo(other._high);
}
