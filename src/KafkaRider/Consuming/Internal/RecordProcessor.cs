using Confluent.Kafka;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Takes one record through the consumers until it is done: consumed, or a dead letter.</summary>
internal sealed partial class RecordProcessor(
    ReceiveEndpointContext endpoint, IReceivePipeDispatcher dispatcher, TopicEndpointSettings settings, DeadLetters deadLetters,
    FailingRecords failing, RiderMetrics metrics, TimeProvider time, ILogger<RecordProcessor> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDelayOfWhatDoesNotPass = TimeSpan.FromSeconds(30);

    private readonly LogBudget _retries = new(time);
    private readonly LogBudget _letters = new(time);

    /// <summary>Processes a record. Does not throw.</summary>
    public async Task ProcessAsync(ConsumedRecord record)
    {
        using var scope = logger.BeginScope(new RecordScope(record.Received.Message.Headers));
        long? started = metrics.TimesRecords ? time.GetTimestamp() : null;
        var checkpoint = record.Checkpoint;
        var done = false;
        try
        {
            done = await TryFinishAsync(record.Received, checkpoint).ConfigureAwait(false);
            if (done && started is { } timestamp)
            {
                metrics.Processed(record.Received.Topic, time.GetElapsedTime(timestamp));
            }
        }
        catch (Exception) when (checkpoint.IsReleasing)
        {
            // The partition is no longer ours: its next owner begins with this record.
        }
        catch (Exception exception)
        {
            LogAnyway(() => LogBroken(exception, record.Received.Topic, record.Received.Partition, record.Received.Offset));
        }
        finally
        {
            checkpoint.Complete(record.Received.Offset, done);
        }
    }

    private async Task<bool> TryFinishAsync(ConsumeResult<byte[], byte[]> result, PartitionCheckpoint checkpoint)
    {
        Exception? poison = null;
        var hasLetter = false;
        var hasFailed = false;
        try
        {
            // What is done is not done again: neither consuming for the letter's sake, nor the letter for the fault's.
            for (var attempt = 0; !checkpoint.IsReleasing; attempt++)
            {
                try
                {
                    poison ??= await ConsumeAsync(result, redelivered: attempt > 0, checkpoint.Stopped).ConfigureAwait(false);
                    if (poison is not null)
                    {
                        if (!hasLetter)
                        {
                            await GiveUpAsync(result, poison).ConfigureAwait(false);
                            hasLetter = true;
                        }

                        await deadLetters.AnswerAsync(result, poison, checkpoint.Stopped).ConfigureAwait(false);
                    }

                    return true;
                }
                catch (Exception exception) when (!checkpoint.Stopped.IsCancellationRequested)
                {
                    hasFailed = true;
                    var passes = settings.Classify(exception) == FailureKind.PassesByItself;
                    NoteFailure(result, exception, passes, attempt);
                    await Task.Delay(GetDelay(attempt, passes ? LongestDelay : LongestDelayOfWhatDoesNotPass), time, checkpoint.Releasing)
                        .ConfigureAwait(false);
                }
            }

            return false;
        }
        finally
        {
            if (hasFailed)
            {
                failing.Remove(result.TopicPartitionOffset);
            }
        }
    }

    /// <summary>Returns why the record can never be consumed, or <see langword="null"/> if it was.</summary>
    private async Task<Exception?> ConsumeAsync(ConsumeResult<byte[], byte[]> result, bool redelivered, CancellationToken stopped)
    {
        try
        {
            using var context = CreateContext(result, redelivered);

            // The consumers' token, so that whoever honours it ends when the partition is gone.
            using var cancellation = stopped.UnsafeRegister(static state => ((KafkaReceiveContext)state!).Cancel(), context);
            await dispatcher.Dispatch(context, NoLock.Instance).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!stopped.IsCancellationRequested && (!settings.KeepsFailures || settings.Classify(exception) is null))
        {
            return exception;
        }
    }

    private KafkaReceiveContext CreateContext(ConsumeResult<byte[], byte[]> result, bool redelivered)
    {
        if (settings.Format is { } format)
        {
            return format.CreateContext(result, redelivered, endpoint, settings);
        }

        if (result.Message.Value is not { Length: > 0 })
        {
            throw new InvalidRecordException("The record has no value.");
        }

        var messageTypes = result.Message.Headers.GetMessageTypes();
        return messageTypes.Length > 0
            ? new(result, messageTypes, redelivered, endpoint, settings)
            : throw new InvalidRecordException($"The record has no {KafkaHeaderNames.MessageType} header.");
    }

    private async Task GiveUpAsync(ConsumeResult<byte[], byte[]> result, Exception poison)
    {
        if (settings.KeepsFailures)
        {
            await deadLetters.WriteAsync(result, poison).ConfigureAwait(false);
            NoteLetter(result, poison);
            return;
        }

        metrics.Faulted(result.Topic);
        if (_letters.TryTake(out var leftOut))
        {
            LogAnyway(() => LogFaulted(poison, result.Topic, result.Partition, result.Offset, leftOut));
        }
    }

    private void NoteLetter(ConsumeResult<byte[], byte[]> result, Exception poison)
    {
        metrics.DeadLettered(result.Topic);
        if (_letters.TryTake(out var leftOut))
        {
            LogAnyway(() => LogDeadLetter(poison, result.Topic, result.Partition, result.Offset, settings.DeadLetterTopic, leftOut));
        }
    }

    private void NoteFailure(ConsumeResult<byte[], byte[]> result, Exception exception, bool passes, int attempt)
    {
        metrics.Retried(result.Topic);
        if (passes)
        {
            failing.Remove(result.TopicPartitionOffset);
        }
        else
        {
            failing.Add(result.TopicPartitionOffset, exception is KafkaException kafka ? KafkaFailures.Explain(kafka.Error) : exception.GetType().Name);
        }

        if (_retries.TryTake(out var leftOut))
        {
            // What passes by itself has its reason in words, and nothing to be found in the code.
            LogAnyway(() => LogRetry(passes ? null : exception, attempt + 1, result.Topic, result.Partition, result.Offset, exception.Message, leftOut));
        }
    }

    // An exception is somebody else's code: one that cannot be written down is no reason to stop.
    private void LogAnyway(Action log)
    {
        try
        {
            log();
        }
        catch (Exception exception)
        {
            LogUnreadable(exception.GetType().Name);
        }
    }

    private static TimeSpan GetDelay(int attempt, TimeSpan longest)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(attempt, 10));
        return (delay < longest ? delay : longest) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(
        LogLevel.Warning, "Attempt {Attempt} at {Topic}[{Partition}]@{Offset} failed and is made again: {Reason} ({LeftOut} more failed and were not logged)",
        EventName = "Retry")]
    private partial void LogRetry(Exception? exception, int attempt, string topic, int partition, long offset, string reason, long leftOut);

    [LoggerMessage(
        LogLevel.Error, "{Topic}[{Partition}]@{Offset} can never be consumed and went to {DeadLetterTopic} ({LeftOut} more did and were not logged)",
        EventName = "DeadLetter")]
    private partial void LogDeadLetter(Exception exception, string topic, int partition, long offset, string deadLetterTopic, long leftOut);

    [LoggerMessage(
        LogLevel.Error, "{Topic}[{Partition}]@{Offset} failed and is passed over ({LeftOut} more were and were not logged)", EventName = "Faulted")]
    private partial void LogFaulted(Exception exception, string topic, int partition, long offset, long leftOut);

    [LoggerMessage(LogLevel.Critical, "Processing {Topic}[{Partition}]@{Offset} broke; its offset will not be committed", EventName = "Broken")]
    private partial void LogBroken(Exception exception, string topic, int partition, long offset);

    [LoggerMessage(LogLevel.Error, "A failure could not be written to the log: {Failure}", EventName = "UnreadableFailure")]
    private partial void LogUnreadable(string failure);
}
