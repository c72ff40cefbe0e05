using System.Diagnostics;
using KafkaRider;
using Microsoft.Extensions.Options;

namespace Users.Api.Reading.Snapshots;

/// <summary>Takes the view from the snapshot on disk and writes it there. Whatever goes wrong costs time at the next start, and nothing else.</summary>
internal sealed partial class SnapshotStore(
    UserView view, EventProgress progress, IOptions<SnapshotOptions> options, ILogger<SnapshotStore> logger)
{
    private readonly SnapshotFile? _file = string.IsNullOrWhiteSpace(options.Value.Path) ? null : new(options.Value.Path);

    private Snapshot? _read;
    private long _readAt;

    public bool IsEnabled => _file is not null;

    /// <summary>Reads the snapshot, if there is one that can be read, and returns up to where it goes.</summary>
    public IReadOnlyList<FollowMark> Read()
    {
        if (_file is null || !File.Exists(_file.Path))
        {
            return [];
        }

        _readAt = Stopwatch.GetTimestamp();

        try
        {
            _read = _file.Read();
            return _read.Marks;
        }
        catch (Exception exception)
        {
            LogIgnored(_file.Path, exception.Message);
            return [];
        }
    }

    /// <summary>Takes the users of the snapshot that was read, if the topic is the one that it was made from.</summary>
    public void Restore(bool isSameTopic)
    {
        if (_read is not { } snapshot)
        {
            return;
        }

        _read = null;

        if (!isSameTopic)
        {
            LogIgnored(_file!.Path, "The topic is another, or has lost records.");
            return;
        }

        foreach (var version in snapshot.Versions)
        {
            view.Apply(version);
        }

        progress.Restore(snapshot.Marks);
        LogRestored(_file!.Path, view.Count, Stopwatch.GetElapsedTime(_readAt));
    }

    /// <summary>Writes a snapshot, if events were applied since the last one.</summary>
    public void Write()
    {
        // The marks first: what is applied meanwhile may come twice, but never not at all.
        if (_file is null || progress.TakeChange() is not { } marks)
        {
            return;
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            var users = view.CopyAll();
            var copied = Stopwatch.GetElapsedTime(started);
            _file.Write(new(marks, VersionsOf(users)));
            LogWritten(_file.Path, users.Count, Stopwatch.GetElapsedTime(started), copied);
        }
        catch (Exception exception)
        {
            progress.NoteUnsaved();
            LogNotWritten(_file.Path, exception.Message);
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

    [LoggerMessage(LogLevel.Information, "Took {Count} users from {Path} in {Elapsed}", EventName = "SnapshotRestored")]
    private partial void LogRestored(string path, int count, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Path} is ignored, and all events are read: {Reason}", EventName = "SnapshotIgnored")]
    private partial void LogIgnored(string path, string reason);

    [LoggerMessage(LogLevel.Information, "Wrote {Count} users to {Path} in {Elapsed}; readers waited {Pause}", EventName = "SnapshotWritten")]
    private partial void LogWritten(string path, int count, TimeSpan elapsed, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Path} is not written: {Reason}", EventName = "SnapshotNotWritten")]
    private partial void LogNotWritten(string path, string reason);
}
