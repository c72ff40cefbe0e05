using System.Text;

namespace KafkaRider.Views.Internal;

/// <summary>Writes and reads up to where in a topic a snapshot goes.</summary>
internal static class SnapshotMarks
{
    public static void Write(Stream stream, IReadOnlyCollection<FollowMark> marks)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write7BitEncodedInt(marks.Count);

        foreach (var mark in marks)
        {
            writer.Write7BitEncodedInt(mark.Partition);
            writer.Write7BitEncodedInt64(mark.Offset);
            writer.Write(mark.Fingerprint);
        }
    }

    public static IReadOnlyList<FollowMark> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var marks = new FollowMark[reader.Read7BitEncodedInt()];

        for (var index = 0; index < marks.Length; index++)
        {
            marks[index] = new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.ReadString());
        }

        return marks;
    }
}
