using System.Text;
using KafkaRider;

namespace Users.Api.Reading.Snapshots;

/// <summary>Writes and reads what stands in a snapshot file, between its header and its checksum.</summary>
/// <remarks>What can be made anew is not written: normalised names, whose rules may change, indexes and counts.</remarks>
internal static class SnapshotFormat
{
    private const byte End = 0;
    private const byte Present = 1;
    private const byte Deleted = 2;
    private const int IdLength = 16;

    public static void Write(Stream stream, Snapshot snapshot)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write7BitEncodedInt(snapshot.Marks.Count);

        foreach (var mark in snapshot.Marks)
        {
            writer.Write7BitEncodedInt(mark.Partition);
            writer.Write7BitEncodedInt64(mark.Offset);
            writer.Write(mark.Fingerprint);
        }

        Span<byte> id = stackalloc byte[IdLength];

        foreach (var version in snapshot.Versions)
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

    public static Snapshot Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var marks = new FollowMark[reader.Read7BitEncodedInt()];

        for (var index = 0; index < marks.Length; index++)
        {
            marks[index] = new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.ReadString());
        }

        var versions = new List<User>();
        Span<byte> id = stackalloc byte[IdLength];

        while (reader.ReadByte() is not End and var state)
        {
            reader.ReadExactly(id);
            versions.Add(new(
                new Guid(id),
                version: reader.Read7BitEncodedInt(),
                name: reader.ReadString(),
                createdAt: new(reader.ReadInt64(), TimeSpan.Zero),
                changedAt: new(reader.ReadInt64(), TimeSpan.Zero),
                isDeleted: state == Deleted));
        }

        return new(marks, versions);
    }
}
