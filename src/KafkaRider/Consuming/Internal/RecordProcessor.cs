using Confluent.Kafka;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Takes one record through the consumers until it is done: consumed, or a dead letter.</summary>
internal sealed partial class RecordProcessor(
    ReceiveEndpointContext endpoint, IReceivePipeDispatcher dispatcher, TopicEndpointSettings settings, DeadLetters deadLetters,
    RiderMetrics metrics, TimeProvider time, ILogger<RecordProcessor> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>Processes a record. Does not throw.</summary>
    public async Task ProcessAsync(ConsumedRecord record)
    {
        var stopped = record.Checkpoint.Stopped;
        var done = false;
        try
        {
            for (var attempt = 0; !stopped.IsCancellationRequested; attempt++)
            {
                if (await TryProcessAsync(record.Received, redelivered: attempt > 0, attempt, stopped).ConfigureAwait(false))
                {
                    done = true;
                    return;
                }

                await Task.Delay(GetDelay(attempt), time, stopped).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The partition is no longer ours: its next owner begins with this record.
        }
        catch (Exception exception)
        {
            LogLost(exception, record.Received.Topic, record.Received.Partition, record.Received.Offset);
        }
        finally
        {
            record.Checkpoint.Complete(record.Received.Offset, done);
        }
    }

    private static TimeSpan GetDelay(int attempt)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(attempt, 10));
        return (delay < LongestDelay ? delay : LongestDelay) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    private async Task<bool> TryProcessAsync(
        ConsumeResult<byte[], byte[]> result, bool redelivered, int attempt, CancellationToken stopped)
    {
        try
        {
            await DispatchAsync(result, redelivered, stopped).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (settings.PassesByItself(exception))
        {
            metrics.Retried(result.Topic);
            LogRetry(exception, attempt + 1, result.Topic, result.Partition, result.Offset);
            return false;
        }
        catch (Exception exception)
        {
            return await TryDeadLetterAsync(result, exception).ConfigureAwait(false);
        }
    }

    private async Task DispatchAsync(ConsumeResult<byte[], byte[]> result, bool redelivered, CancellationToken stopped)
    {
        if (result.Message.Value is not { Length: > 0 })
        {
            throw new InvalidRecordException("The record has no value.");
        }

        var messageTypes = result.Message.Headers.GetMessageTypes();
        if (messageTypes.Length == 0)
        {
            throw new InvalidRecordException($"The record has no {KafkaHeaderNames.MessageType} header.");
        }

        using var context = new KafkaReceiveContext(result.Message, messageTypes, redelivered, endpoint);
        using var cancellation = stopped.UnsafeRegister(static state => ((KafkaReceiveContext)state!).Cancel(), context);
        await dispatcher.Dispatch(context, NoLock.Instance).ConfigureAwait(false);
    }

    private async Task<bool> TryDeadLetterAsync(ConsumeResult<byte[], byte[]> result, Exception exception)
    {
        try
        {
            await deadLetters.WriteAsync(result, exception).ConfigureAwait(false);
            metrics.DeadLettered(result.Topic);
            LogDeadLetter(exception, result.Topic, result.Partition, result.Offset, settings.DeadLetterTopic);
            return true;
        }
        catch (KafkaException failure)
        {
            LogRetry(failure, 1, result.Topic, result.Partition, result.Offset);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} at {Topic}[{Partition}]@{Offset} failed; it is tried again", EventName = "Retry")]
    private partial void LogRetry(Exception exception, int attempt, string topic, int partition, long offset);

    [LoggerMessage(LogLevel.Error, "{Topic}[{Partition}]@{Offset} can never be consumed and went to {DeadLetterTopic}", EventName = "DeadLetter")]
    private partial void LogDeadLetter(Exception exception, string topic, int partition, long offset, string deadLetterTopic);

    [LoggerMessage(LogLevel.Critical, "Processing {Topic}[{Partition}]@{Offset} broke; its offset will not be committed", EventName = "Broken")]
    private partial void LogLost(Exception exception, string topic, int partition, long offset);
}
