using KafkaRider;
using Microsoft.Extensions.Options;

namespace Users.Api.Reading.Snapshots;

/// <summary>Takes the view from the snapshot on disk and writes it there. Whatever goes wrong costs time at the next start, and nothing else.</summary>
internal sealed partial class SnapshotStore(
    UserView view, EventProgress progress, IOptions<SnapshotOptions> options, TimeProvider time, ILogger<SnapshotStore> logger) : IDisposable
{
    private readonly SnapshotPlace? _place = string.IsNullOrWhiteSpace(options.Value.Path) ? null : SnapshotPlace.Take(options.Value.Path);

    private Snapshot? _read;
    private string? _readFrom;
    private long _readAt;

    public bool IsEnabled => _place is not null;

    public void Dispose() => _place?.Dispose();

    /// <summary>Reads the snapshot, if there is one that can be read, and returns up to where it goes.</summary>
    public IReadOnlyList<FollowMark> Read()
    {
        _readAt = time.GetTimestamp();

        foreach (var file in _place?.Readable ?? [])
        {
            try
            {
                _read = file.Read();
                _readFrom = file.Path;
                return _read.Marks;
            }
            catch (Exception exception)
            {
                LogIgnored(file.Path, exception.Message);
            }
        }

        return [];
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
            LogIgnored(_readFrom!, "The topic is another, or has lost records.");
            return;
        }

        foreach (var version in snapshot.Versions)
        {
            view.Apply(version);
        }

        progress.Restore(snapshot.Marks);
        LogRestored(_readFrom!, view.Count, time.GetElapsedTime(_readAt));
    }

    /// <summary>Writes a snapshot, if events were applied since the last one.</summary>
    public void Write()
    {
        // The marks first: what is applied meanwhile may come twice, but never not at all.
        if (_place?.File is not { } file || progress.TakeChange() is not { } marks)
        {
            return;
        }

        try
        {
            var started = time.GetTimestamp();
            var users = view.CopyAll();
            var copied = time.GetElapsedTime(started);
            file.Write(new(marks, VersionsOf(users)));
            LogWritten(file.Path, users.Count, time.GetElapsedTime(started), copied);
        }
        catch (Exception exception)
        {
            progress.NoteUnsaved();
            LogNotWritten(file.Path, exception.Message);
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
