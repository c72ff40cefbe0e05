using System.Buffers.Binary;
using System.Security.Cryptography;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells whether an outcome is that of a command, or of another one that was sent under the same operation id.</summary>
internal readonly record struct Fingerprint(UInt128 High, UInt128 Low)
{
    /// <summary>Reads the header of a record; <see langword="null"/> if there is none.</summary>
    public static Fingerprint? Parse(string? header)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        return header?.Length == 2 * bytes.Length && Convert.FromHexString(header, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? Read(bytes)
            : null;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Reads the bytes of a fingerprint.</summary>
    public static Fingerprint Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));
}
