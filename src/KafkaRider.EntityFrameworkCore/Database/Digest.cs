using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a SHA-256 digest, as a value that can be a dictionary's key.</summary>
#pragma warning disable CA1036 // It is sorted by, and nobody asks for the greater of two.
public readonly record struct Digest : IComparable<Digest>
#pragma warning restore CA1036
{
    /// <summary>The number of bytes of a digest.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Initializes a digest from its bytes.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>Computes the digest of parts, each counted with its length, so that no two lists of parts look alike.</summary>
    /// <param name="parts">The parts.</param>
    /// <returns>The digest.</returns>
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

    /// <summary>Computes the digest of a text alone.</summary>
    /// <param name="text">The text, which is taken as UTF-8.</param>
    /// <returns>The digest.</returns>
    public static Digest OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Computes the digest of bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>The digest.</returns>
    public static Digest OfBytes(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[Size];
        SHA256.HashData(content, bytes);
        return new Digest(bytes);
    }

    /// <summary>Reads a digest from its 64 hexadecimal digits.</summary>
    /// <param name="text">The text, or <see langword="null"/>.</param>
    /// <returns>The digest, or <see langword="null"/> if the text is none.</returns>
    public static Digest? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text?.Length == 2 * Size && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? new Digest(bytes) : null;
    }

    /// <summary>Returns the bytes of the digest.</summary>
    /// <returns>An array of <see cref="Size"/> bytes.</returns>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Writes the bytes of the digest.</summary>
    /// <param name="bytes">Where to write them; at least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _low);
    }

    /// <summary>Returns the digest as lower-case hexadecimal digits.</summary>
    /// <returns>64 digits.</returns>
    public override string ToString() => Convert.ToHexStringLower(ToByteArray());

    /// <summary>Compares two digests as the database orders them: by their bytes.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Less than zero, zero, or more than zero.</returns>
    public int CompareTo(Digest other) => _high == other._high ? _low.CompareTo(other._low) : _high.CompareTo(other._high);
}
