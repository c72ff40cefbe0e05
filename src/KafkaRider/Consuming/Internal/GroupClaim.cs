using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Keeps a group to one owner, such as a database: docs/adr/0016.</summary>
/// <remarks>
/// The claim is an offset that the group has committed beside those of what it consumes: a digest of the owner's id, at partition 0 of the
/// dead-letter topic. Nobody but a member can commit while the group has members, so a claim can be taken only from who is not there, and
/// is settled before the first record: whoever has joined looks once more. Is used by the consumer thread.
/// </remarks>
internal sealed partial class GroupClaim(TopicEndpointSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReviewInterval = TimeSpan.FromSeconds(10);

    private readonly TopicPartition _place = new(settings.DeadLetterTopic, 0);
    private bool _isUnchecked = settings.FindOwner is null;
    private Task? _finding;
    private long _owner;
    private long? _reviewed;
    private bool _isRefused;

    private string Foreign => $"the group {settings.GroupId} executes for another {settings.OwnerKind} than this one, and has members that "
        + "run: nothing is executed here. Two systems on one cluster need names of their own (Kafka:Prefix)";

    /// <summary>Takes the claim, if nobody else has it who is there.</summary>
    /// <returns>Why the group is not to be joined, or <see langword="null"/> if it may be.</returns>
    public string? TryTake(IConsumer<byte[], byte[]> consumer)
    {
        _reviewed = null;
        if (_isUnchecked)
        {
            return null;
        }

        if (FindOwner() is not { } owner)
        {
            return $"waits to learn which {settings.OwnerKind} it executes for";
        }

        try
        {
            var obstacle = TryTake(consumer, owner);
            if (obstacle is not null && !_isRefused)
            {
                LogForeign(obstacle);
            }

            _isRefused = obstacle is not null;
            return obstacle;
        }
        catch (KafkaException exception)
        {
            return HandleFailure(exception) ? null : $"cannot learn whom the group belongs to: {ErrorOf(exception).Reason}";
        }
    }

    /// <summary>Makes sure that the claim is ours, when the next look at it is due.</summary>
    /// <returns>Whether records may be consumed.</returns>
    /// <exception cref="InvalidOperationException">It is not: the group is to be left.</exception>
    public bool Verify(IConsumer<byte[], byte[]> consumer)
    {
        if (_isUnchecked || (_reviewed is { } then && time.GetElapsedTime(then) < ReviewInterval))
        {
            return true;
        }

        if (FindOwner() is not { } owner)
        {
            return false;
        }

        try
        {
            // One that is missing is that of a version before, or the broker forgot it: it does so where nobody consumes.
            if (Read(consumer) is not { } claimed)
            {
                consumer.Commit([new(_place, owner)]);
            }
            else if (claimed != owner)
            {
                throw new InvalidOperationException(Foreign);
            }

            _reviewed = time.GetTimestamp();
            return true;
        }
        catch (KafkaException exception)
        {
            // What was ours a moment ago is, as far as anybody knows; and nobody is to wait for that answer at every turn.
            _reviewed = _reviewed is null ? null : time.GetTimestamp();
            return HandleFailure(exception) || _reviewed is not null;
        }
    }

    /// <summary>Looks again before anything else is consumed.</summary>
    public void NoteAssignment() => _reviewed = null;

    private string? TryTake(IConsumer<byte[], byte[]> consumer, long owner)
    {
        var claimed = Read(consumer);
        if (claimed == owner)
        {
            return null;
        }

        try
        {
            consumer.Commit([new(_place, owner)]);
            if (claimed is not null)
            {
                LogTakenOver(settings.GroupId, settings.OwnerKind);
            }

            return null;
        }
        catch (KafkaException exception) when (ErrorOf(exception).Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration)
        {
            // It has members. Those of a version before do not know of claims.
            return Read(consumer) is { } other && other != owner ? Foreign : null;
        }
    }

    private long? Read(IConsumer<byte[], byte[]> consumer) =>
        consumer.Committed([_place], RequestTimeout).Single().Offset is { IsSpecial: false } offset ? offset.Value : null;

    // What must not be asked cannot be known.
    private bool HandleFailure(KafkaException exception)
    {
        if (KafkaFailures.Classify(ErrorOf(exception).Code) != FailureKind.NeverPasses)
        {
            return false;
        }

        _isUnchecked = true;
        LogUnchecked(settings.GroupId, settings.OwnerKind, ErrorOf(exception).Reason);
        return true;
    }

    private long? FindOwner()
    {
        if (_finding is null or { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            _finding = Task.Run(FindOwnerAsync);
        }

        // Written before the task has ended, and by nobody afterwards.
        return _finding.IsCompletedSuccessfully ? _owner : null;
    }

    private async Task FindOwnerAsync()
    {
        var id = await settings.FindOwner!(CancellationToken.None).ConfigureAwait(false);

        // A positive number, as offsets are; two ids share one in a million years of new databases.
        _owner = (BitConverter.ToInt64(id.ToByteArray(), 8) & (long.MaxValue >> 1)) + 1;
    }

    private static Error ErrorOf(KafkaException exception) =>
        exception is TopicPartitionOffsetException { Results: [{ Error: { IsError: true } error }, ..] } ? error : exception.Error;

    [LoggerMessage(LogLevel.Error, "{Reason}", EventName = "GroupIsForeign")]
    private partial void LogForeign(string reason);

    [LoggerMessage(
        LogLevel.Warning, "The group {Group} executed for another {Owner} before, none of whose consumers runs. From now on it executes for this one, which lacks what that one has",
        EventName = "GroupTakenOver")]
    private partial void LogTakenOver(string group, string owner);

    [LoggerMessage(LogLevel.Information, "Whether the group {Group} executes for another {Owner} is not known: {Reason}", EventName = "GroupUnchecked")]
    private partial void LogUnchecked(string group, string owner, string reason);
}
