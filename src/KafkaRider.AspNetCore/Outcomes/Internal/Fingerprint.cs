using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells whether an outcome is that of a command, or of another one that was sent under the same operation id.</summary>
internal readonly record struct Fingerprint(UInt128 High, UInt128 Low)
{
    /// <summary>The header that carries it, on a command and on its outcome: 64 hexadecimal digits.</summary>
    public const string HeaderName = "Fingerprint";

    /// <summary>Returns the SHA-256 digest of the type and the content of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="json">Leaves out what is null: a field that is added later changes nothing about the commands that leave it out.</param>
    public static Fingerprint Of(object command, JsonSerializerOptions json)
    {
        using var content = new MemoryStream();
        JsonSerializer.Serialize(content, command.GetType().Name, json);
        JsonSerializer.Serialize(content, command, command.GetType(), json);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length), hash);
        return Read(hash);
    }

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

    private static Fingerprint Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));
}
