using Microsoft.Extensions.Logging;

namespace KafkaRider.Views.Internal;

/// <summary>Takes a view from the snapshot on disk and writes it there. Whatever goes wrong costs time at the next start, and nothing else.</summary>
internal sealed partial class ViewSnapshots(
    ISnapshotView snapshots, ViewProgress progress, Lock turn, Action clear, ViewSnapshotOptions options, TimeProvider time,
    ILogger<ViewSnapshots> logger) : IDisposable
{
    private readonly SnapshotPlace _place = SnapshotPlace.Take(options.Path!, snapshots.SnapshotFormat);
    private readonly Lock _writing = new();

    private OpenSnapshot? _opened;
    private long _openedAt;

    public TimeSpan Interval => options.Interval;

    public void Dispose()
    {
        _opened?.Dispose();
        _place.Dispose();
    }

    /// <summary>Opens the snapshot, if there is one that is whole, and returns up to where it goes.</summary>
    public IReadOnlyList<FollowMark> Open()
    {
        _openedAt = time.GetTimestamp();

        foreach (var file in _place.Readable)
        {
            try
            {
                _opened = file.Open();
                return _opened.Marks;
            }
            catch (Exception exception)
            {
                LogIgnored(file.Path, exception.Message);
            }
        }

        return [];
    }

    /// <summary>Takes the state that was opened, if the topic is the one that it was made from.</summary>
    public void Restore(bool isSameTopic)
    {
        if (_opened is not { } snapshot)
        {
            return;
        }

        _opened = null;

        using (snapshot)
        {
            if (isSameTopic)
            {
                Restore(snapshot);
            }
            else
            {
                LogIgnored(snapshot.Path, "The topic is another, or has lost records.");
            }
        }
    }

    /// <summary>Writes a snapshot, if records were applied since the last one.</summary>
    public void Write()
    {
        lock (_writing)
        {
            try
            {
                var started = time.GetTimestamp();

                if (Capture() is var (marks, writeState))
                {
                    var captured = time.GetElapsedTime(started);
                    _place.File.Write(marks, writeState);
                    LogWritten(snapshots.SnapshotContent, _place.File.Path, time.GetElapsedTime(started), captured);
                }
            }
            catch (Exception exception)
            {
                progress.NoteUnsaved();
                LogNotWritten(_place.File.Path, exception.Message);
            }
        }
    }

    // Between two records: so the state is just what the marks say.
    private (IReadOnlyList<FollowMark> Marks, Action<Stream> WriteState)? Capture()
    {
        lock (turn)
        {
            return progress.TakeChange() is { } marks ? (marks, snapshots.CaptureSnapshot()) : null;
        }
    }

    private void Restore(OpenSnapshot snapshot)
    {
        try
        {
            lock (turn)
            {
                snapshots.RestoreSnapshot(snapshot.State);
                progress.Restore(snapshot.Marks);
            }

            LogRestored(snapshots.SnapshotContent, snapshot.Path, time.GetElapsedTime(_openedAt));
        }
        catch (Exception exception)
        {
            clear();
            LogIgnored(snapshot.Path, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Took {Content} from {Path} in {Elapsed}", EventName = "SnapshotRestored")]
    private partial void LogRestored(string content, string path, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Path} is ignored, and all events are read: {Reason}", EventName = "SnapshotIgnored")]
    private partial void LogIgnored(string path, string reason);

    [LoggerMessage(LogLevel.Information, "Wrote {Content} to {Path} in {Elapsed}; events waited {Pause}", EventName = "SnapshotWritten")]
    private partial void LogWritten(string content, string path, TimeSpan elapsed, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Path} is not written: {Reason}", EventName = "SnapshotNotWritten")]
    private partial void LogNotWritten(string path, string reason);
}
