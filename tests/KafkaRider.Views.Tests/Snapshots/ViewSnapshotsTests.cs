using KafkaRider.Tests.Support;
using KafkaRider.Views.Internal;
using KafkaRider.Views.Tests.Support;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Views.Tests.Snapshots;

public sealed class ViewSnapshotsTests : IDisposable
{
    private static readonly FollowMark[] Marks = [new(3, 41, "abc"), new(7, 0, "def")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kafka-views-");
    private readonly LogLines _logs = new();
    private readonly ILoggerFactory _loggers;
    private readonly List<ViewSnapshots> _created = [];

    public ViewSnapshotsTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));

    private string FilePath => Path.Combine(_folder.FullName, "counters.snapshot");

    public void Dispose()
    {
        _created.ForEach(snapshots => snapshots.Dispose());
        _loggers.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Write_NothingNew_LeavesTheFileAlone()
    {
        var snapshots = Create(Marks);
        snapshots.Write();
        File.Delete(FilePath);

        snapshots.Write();

        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Write_CannotBeWritten_IsTriedAgain()
    {
        var snapshots = Create(Marks);
        Directory.CreateDirectory(FilePath);

        snapshots.Write();
        Assert.Contains(_logs.Lines, line => line.Contains("is not written", StringComparison.Ordinal));
        Directory.Delete(FilePath);
        snapshots.Write();

        Assert.True(File.Exists(FilePath));
    }

    [Fact]
    public void Write_SeveralOnOnePath_HaveAFileEach()
    {
        var first = Create(Marks[0]);
        var second = Create(Marks[1]);

        second.Write();
        Assert.False(File.Exists(FilePath));
        first.Write();

        Assert.Equal([Marks[0]], ReadMarks(FilePath));
        Assert.Equal([Marks[1]], ReadMarks($"{FilePath}.2"));
    }

    [Fact]
    public void Write_OneIsGone_ItsFileIsTheNextOnes()
    {
        var first = Create(Marks[0]);
        var second = Create(Marks[1]);
        first.Dispose();

        Create(Marks).Write();

        Assert.Equal(Marks, ReadMarks(FilePath));
        Assert.False(File.Exists($"{FilePath}.2"));
        second.Write();
        Assert.True(File.Exists($"{FilePath}.2"));
    }

    [Fact]
    public void Open_NoFileOfItsOwn_BeginsWithThatOfAnother()
    {
        Create(Marks).Write();

        Assert.Equal(Marks, Create().Open());
    }

    [Fact]
    public void Open_OwnFileIsBroken_BeginsWithThatOfAnother()
    {
        Create(Marks).Write();
        File.WriteAllText($"{FilePath}.2", "broken");

        Assert.Equal(Marks, Create().Open());
        Assert.Contains(_logs.Lines, line => line.Contains($"{FilePath}.2 is ignored", StringComparison.Ordinal));
    }

    private static IReadOnlyList<FollowMark> ReadMarks(string path)
    {
        using var opened = new SnapshotFile(path, new CounterView().SnapshotFormat).Open();
        return opened.Marks;
    }

    private ViewSnapshots Create(params FollowMark[] marks)
    {
        var view = new CounterView();
        view.Progress.Restore(marks);
        view.Progress.NoteUnsaved();
        var snapshots = new ViewSnapshots(
            view, view.Progress, view.Turn, view.Forget, new() { Path = FilePath }, TimeProvider.System, _loggers.CreateLogger<ViewSnapshots>());
        _created.Add(snapshots);
        return snapshots;
    }
}
