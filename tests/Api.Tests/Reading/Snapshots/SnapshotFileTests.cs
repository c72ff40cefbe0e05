using KafkaRider;
using Users.Api.Reading;
using Users.Api.Reading.Snapshots;

namespace Users.Api.Tests.Reading.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("users-snapshots-");
    private readonly SnapshotFile _file;

    public SnapshotFileTests() => _file = new(Path.Combine(_folder.FullName, "new", "folder", "users.snapshot"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_AfterWrite_IsTheSame()
    {
        User[] versions = [Create(" Zo\u00eb \U0001F600 ", 1), Create("", 2, isDeleted: true), Create(new('\u5f20', 255), 300)];
        FollowMark[] marks = [new(0, 0, "a"), new(11, long.MaxValue, "0123456789abcdef")];

        _file.Write(new([], []));
        _file.Write(new(marks, versions));
        var read = _file.Read();

        Assert.Equal(marks, read.Marks);
        Assert.Equal(versions.Select(Describe), read.Versions.Select(Describe));
        Assert.Equal([_file.Path], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));
    }

    [Fact]
    public void Read_AnyByteIsAnotherOrMissing_IsRefused()
    {
        _file.Write(new([new(1, 2, "abc")], [Create("Ada", 1), Create("Grace", 2)]));
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
        Assert.Equal(2, _file.Read().Versions.Count());
    }

    [Fact]
    public void Read_OtherFormat_SaysSo()
    {
        _file.Write(new([], [Create("Ada", 1)]));
        var bytes = File.ReadAllBytes(_file.Path);
        bytes["users snapshot ".Length]++;

        Assert.Contains("format", ShouldBeRefused(bytes).Message, StringComparison.Ordinal);
        Assert.Contains("format", ShouldBeRefused("something else altogether"u8.ToArray()).Message, StringComparison.Ordinal);
    }

    private static string Describe(User user) =>
        $"{user.Id} '{user.Name}' '{Convert.ToHexString(user.Key)}' {user.Version} {user.IsDeleted} {user.CreatedAt:O} {user.ChangedAt:O}";

    private static User Create(string name, int version, bool isDeleted = false) =>
        new(Guid.NewGuid(), name, version, Noon.AddTicks(version), Noon.AddHours(version), isDeleted);

    private InvalidDataException ShouldBeRefused(byte[] content)
    {
        File.WriteAllBytes(_file.Path, content);
        return Assert.Throws<InvalidDataException>(_file.Read);
    }
}
