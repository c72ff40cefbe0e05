using KafkaRider.Views.Internal;

namespace KafkaRider.Views.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private const string Format = "letters 1";
    private static readonly FollowMark[] Marks = [new(0, 0, "a"), new(11, long.MaxValue, "0123456789abcdef")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kafka-views-");
    private readonly SnapshotFile _file;

    public SnapshotFileTests() => _file = new(Path.Combine(_folder.FullName, "new", "folder", "letters.snapshot"), Format);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AfterWrite_IsTheSame()
    {
        var state = Enumerable.Range(0, 300_000).Select(number => (byte)number).ToArray();

        _file.Write([], _ => { });
        _file.Write(Marks, stream => stream.Write(state));
        using var opened = _file.Open();

        Assert.Equal(Marks, opened.Marks);
        Assert.Equal(state, ReadState(opened));
        Assert.Equal([_file.Path], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));
    }

    [Fact]
    public void Open_IsReplacedMeanwhile_StaysAsItWas()
    {
        _file.Write(Marks, stream => stream.Write("before"u8));
        using var opened = _file.Open();

        _file.Write([], stream => stream.Write("after"u8));

        Assert.Equal("before"u8.ToArray(), ReadState(opened));
    }

    [Fact]
    public void Open_AnyByteIsAnotherOrMissing_IsRefused()
    {
        _file.Write(Marks, stream => stream.Write("state"u8));
        var good = File.ReadAllBytes(_file.Path);

        for (var at = 0; at < good.Length; at++)
        {
            var bad = good.ToArray();
            bad[at] ^= 0x40;
            ShouldBeRefused(bad);
            ShouldBeRefused(good[..at]);
        }

        ShouldBeRefused([.. good, 0]);
        File.WriteAllBytes(_file.Path, good);
        using var opened = _file.Open();
        Assert.Equal("state"u8.ToArray(), ReadState(opened));
    }

    [Fact]
    public void Open_OtherFormat_SaysSo()
    {
        _file.Write(Marks, stream => stream.Write("state"u8));

        var refused = Assert.Throws<InvalidDataException>(() => new SnapshotFile(_file.Path, "letters 2").Open());

        Assert.Contains("format", refused.Message, StringComparison.Ordinal);
        Assert.Contains("format", ShouldBeRefused("something else altogether"u8.ToArray()).Message, StringComparison.Ordinal);
    }

    private static byte[] ReadState(OpenSnapshot opened)
    {
        using var copy = new MemoryStream();
        opened.State.CopyTo(copy);
        return copy.ToArray();
    }

    private InvalidDataException ShouldBeRefused(byte[] content)
    {
        File.WriteAllBytes(_file.Path, content);
        return Assert.Throws<InvalidDataException>(_file.Open);
    }
}
