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
        var size = 0;

        foreach (var part in parts)
        {
            size += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        var content = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var rest = content;

        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        return OfBytes(content);
    }

    /// <summary>Digests the text alone.</summary>
    public static Digest OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _low);
    }

    public override string ToString() => Convert.ToHexString(ToByteArray());

    public int CompareTo(Digest other) => _high == other._high ? _low.CompareTo(other._low) : _high.CompareTo(other._high);

    private static Digest OfBytes(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[Size];
        SHA256.HashData(content, bytes);
        return new Digest(bytes);
    }
}
