using System.Buffers.Binary;
using Users.Contracts;

namespace Users.Api.Commands;

/// <summary>Tells whether an outcome is that of a command, or of another one that was sent under the same operation id.</summary>
internal readonly record struct Fingerprint(UInt128 High, UInt128 Low)
{
    public static Fingerprint Of(object command) => Read(CommandFingerprint.Of(command));

    /// <summary>Reads the header of a record; <see langword="null"/> if there is none.</summary>
    public static Fingerprint? Parse(string? header) => CommandFingerprint.TryParse(header, out var bytes) ? Read(bytes) : null;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
        return CommandFingerprint.ToHeader(bytes);
    }

    private static Fingerprint Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));
}
