using System.Text;

namespace Users.Api.Reading;

/// <summary>Writes and reads all versions of users, as they stand in a snapshot.</summary>
/// <remarks>What can be made anew is not written: normalised names, whose rules may change, indexes and counts.</remarks>
internal static class UserSnapshot
{
    /// <summary>Is what is written here. Another digit is another format.</summary>
    public const string Format = "users 1";

    private const byte End = 0;
    private const byte Present = 1;
    private const byte Deleted = 2;
    private const int IdLength = 16;

    /// <summary>Writes users in the latest version, and with each those before.</summary>
    public static void Write(Stream stream, IEnumerable<User> users)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        Span<byte> id = stackalloc byte[IdLength];

        foreach (var version in VersionsOf(users))
        {
            writer.Write(version.IsDeleted ? Deleted : Present);
            version.Id.TryWriteBytes(id);
            writer.Write(id);
            writer.Write7BitEncodedInt(version.Version);
            writer.Write(version.Name);
            writer.Write(version.CreatedAt.Ticks);
            writer.Write(version.ChangedAt.Ticks);
        }

        writer.Write(End);
    }

    public static IEnumerable<User> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var id = new byte[IdLength];

        while (reader.ReadByte() is not End and var state)
        {
            reader.BaseStream.ReadExactly(id);
            yield return new(
                new Guid(id),
                version: reader.Read7BitEncodedInt(),
                name: reader.ReadString(),
                createdAt: new(reader.ReadInt64(), TimeSpan.Zero),
                changedAt: new(reader.ReadInt64(), TimeSpan.Zero),
                isDeleted: state == Deleted);
        }
    }

    private static IEnumerable<User> VersionsOf(IEnumerable<User> users)
    {
        foreach (var user in users)
        {
            for (var version = user; version is not null; version = version.Former)
            {
                yield return version;
            }
        }
    }
}
