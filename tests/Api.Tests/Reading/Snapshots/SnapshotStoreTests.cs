using KafkaRider;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Users.Api.Reading;
using Users.Api.Reading.Snapshots;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Reading.Snapshots;

public sealed class SnapshotStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly FollowMark[] Marks = [new(3, 41, "abc"), new(7, 0, "def")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("users-snapshots-");
    private readonly RecordedLogs _logs = new();
    private readonly ILoggerFactory _loggers;
    private readonly List<SnapshotStore> _stores = [];

    public SnapshotStoreTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));

    private IEnumerable<string> Logged => _logs.From(typeof(SnapshotStore).FullName!);

    private string FilePath => Path.Combine(_folder.FullName, "users.snapshot");

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        _loggers.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Restore_SameTopic_IsTheViewAsItWas()
    {
        var (written, view) = Create(Marks);
        var (ada, grace, zoe) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Apply(view, new UserCreated(ada, "Ada", 1, Noon));
        Apply(view, new UserCreated(grace, "Grace Murray", 1, Noon.AddDays(1)));
        Apply(view, new UserUpdated(grace, "Grace Hopper", 2, Noon.AddDays(1), Noon.AddDays(2)));
        Apply(view, new UserUpdated(grace, "Amazing Grace", 3, Noon.AddDays(1), Noon.AddDays(3)));
        Apply(view, new UserCreated(zoe, "Zo\u00eb", 1, Noon.AddDays(1)));
        Apply(view, new UserDeleted(zoe, "Zo\u00eb", 2, Noon.AddDays(2)));
        written.Store.Write();

        var (read, restored) = Create();
        Assert.Equal(Marks, read.Store.Read());
        Assert.Equal(0, restored.Count);
        read.Store.Restore(isSameTopic: true);

        DateTimeOffset?[] times = [null, .. Enumerable.Range(-1, 6).Select(day => Noon.AddDays(day))];
        Assert.All(times, time => Assert.Equal(Names(view, time), Names(restored, time)));
        Assert.Equal(["Ada", "Amazing Grace"], Names(restored, null));
        Assert.True(restored.Find(zoe)!.IsDeleted);
        Assert.Equal("Zo\u00eb", restored.Find(zoe, Noon.AddDays(1))!.Name);
        Assert.Equal([(new(2026, 3, 4), 1), (new(2026, 3, 5), 2)], restored.CountRegistrations(Period.Day));
        Assert.Equal(Marks[1], read.Progress.FindRestored(7));
        Assert.Null(read.Progress.FindRestored(0));
    }

    [Fact]
    public void Restore_OtherTopic_TakesNothing()
    {
        var (written, view) = Create(Marks);
        Apply(view, new UserCreated(Guid.NewGuid(), "Ada", 1, Noon));
        written.Store.Write();

        var (read, restored) = Create();
        read.Store.Read();
        read.Store.Restore(isSameTopic: false);

        Assert.Equal(0, restored.Count);
        Assert.Null(read.Progress.FindRestored(3));
        Assert.Contains(Logged, entry => entry.Contains("is ignored", StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_UserIsNewerAlready_StaysSo()
    {
        var id = Guid.NewGuid();
        var (written, view) = Create(Marks);
        Apply(view, new UserCreated(id, "Ada", 1, Noon));
        written.Store.Write();

        var (read, restored) = Create();
        Apply(restored, new UserDeleted(id, "Ada", 2, Noon.AddDays(1)));
        read.Store.Read();
        read.Store.Restore(isSameTopic: true);

        Assert.True(restored.Find(id)!.IsDeleted);
        Assert.Equal("Ada", restored.Find(id, Noon)!.Name);
    }

    [Fact]
    public void Read_BrokenFile_IsIgnoredAndReplacedByTheNext()
    {
        File.WriteAllText(FilePath, "broken");
        var (parts, view) = Create(Marks);

        Assert.Empty(parts.Store.Read());
        Apply(view, new UserCreated(Guid.NewGuid(), "Ada", 1, Noon));
        parts.Store.Write();

        Assert.Contains(Logged, entry => entry.Contains("is ignored", StringComparison.Ordinal));
        Assert.Equal(Marks, Create().Parts.Store.Read());
    }

    [Fact]
    public void Write_NothingNew_LeavesTheFileAlone()
    {
        var (parts, _) = Create(Marks);
        parts.Store.Write();
        File.Delete(FilePath);

        parts.Store.Write();

        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Write_FolderCannotBeWritten_IsTriedAgain()
    {
        var (parts, _) = Create(Marks);
        Directory.CreateDirectory(FilePath);

        parts.Store.Write();
        Assert.Contains(Logged, entry => entry.Contains("is not written", StringComparison.Ordinal));
        Directory.Delete(FilePath);
        parts.Store.Write();

        Assert.True(File.Exists(FilePath));
    }

    [Fact]
    public void Write_SeveralInstancesOnOnePath_HaveAFileEach()
    {
        var (first, view) = Create(Marks[0]);
        var (second, secondView) = Create(Marks[1]);
        Apply(view, new UserCreated(Guid.NewGuid(), "Ada", 1, Noon));
        Apply(secondView, new UserCreated(Guid.NewGuid(), "Grace", 1, Noon));

        second.Store.Write();
        Assert.False(File.Exists(FilePath));
        first.Store.Write();

        Assert.Equal([Marks[0]], new SnapshotFile(FilePath).Read().Marks);
        Assert.Equal([Marks[1]], new SnapshotFile($"{FilePath}.2").Read().Marks);
    }

    [Fact]
    public void Write_InstanceIsGone_ItsFileIsTheNextOnes()
    {
        var (first, _) = Create(Marks[0]);
        var (second, _) = Create(Marks[1]);
        first.Store.Dispose();

        var (third, _) = Create(Marks);
        third.Store.Write();

        Assert.Equal(Marks, new SnapshotFile(FilePath).Read().Marks);
        Assert.False(File.Exists($"{FilePath}.2"));
        second.Store.Write();
        Assert.True(File.Exists($"{FilePath}.2"));
    }

    [Fact]
    public void Read_NoFileOfItsOwn_BeginsWithThatOfAnother()
    {
        var (first, view) = Create(Marks);
        Apply(view, new UserCreated(Guid.NewGuid(), "Ada", 1, Noon));
        first.Store.Write();

        var (second, restored) = Create();
        Assert.Equal(Marks, second.Store.Read());
        second.Store.Restore(isSameTopic: true);

        Assert.Equal(1, restored.Count);
    }

    [Fact]
    public void Read_OwnFileIsBroken_BeginsWithThatOfAnother()
    {
        var (first, _) = Create(Marks);
        first.Store.Write();
        File.WriteAllText($"{FilePath}.2", "broken");

        var (second, _) = Create();

        Assert.Equal(Marks, second.Store.Read());
        Assert.Contains(Logged, entry => entry.Contains($"{FilePath}.2 is ignored", StringComparison.Ordinal));
    }

    [Fact]
    public void NoPath_DoesNothing()
    {
        var progress = new EventProgress();
        progress.NoteUnsaved();
        using var store = new SnapshotStore(
            new(TimeProvider.System), progress, Options.Create(new SnapshotOptions()), TimeProvider.System, _loggers.CreateLogger<SnapshotStore>());

        store.Write();

        Assert.Empty(store.Read());
        Assert.False(store.IsEnabled);
        Assert.Empty(Logged);
    }

    private static void Apply(UserView view, object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        view.Apply(user);
    }

    private static IEnumerable<string> Names(UserView view, DateTimeOffset? asOf) =>
        view.List(UserSelection.All, null, 100, asOf).Select(user => $"{user.Name}");

    private ((SnapshotStore Store, EventProgress Progress) Parts, UserView View) Create(params FollowMark[] marks)
    {
        var view = new UserView(TimeProvider.System);
        var progress = new EventProgress();
        progress.Restore(marks);
        progress.NoteUnsaved();
        var options = Options.Create(new SnapshotOptions { Path = FilePath });
        var store = new SnapshotStore(view, progress, options, TimeProvider.System, _loggers.CreateLogger<SnapshotStore>());
        _stores.Add(store);
        return ((store, progress), view);
    }
}
