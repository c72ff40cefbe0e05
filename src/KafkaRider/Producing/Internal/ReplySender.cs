using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Writes replies and faults, and gives up those that cannot arrive: what was done is not repeated for them.</summary>
/// <remarks>
/// One is given up when its place never takes it, and when the brokers took other records while this one ran out of time: then it is
/// its partition that is away, and nobody else is to wait for that. While no broker takes anything, it is tried on.
/// </remarks>
internal sealed partial class ReplySender(
    KafkaProducer producer, RefusedTopics refused, IReadOnlySet<string> ownTopics, RiderMetrics metrics, TimeProvider time, ILogger<ReplySender> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    private readonly LogBudget _budget = new(time);

    /// <summary>Writes a reply, or gives it up.</summary>
    /// <param name="origin">The topic of the record that is answered.</param>
    /// <param name="destination">Where the reply goes.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="cancellationToken">Ends the attempts, when the record is no longer ours.</param>
    public async Task SendAsync(string origin, TopicPartition destination, Message<byte[], byte[]> reply, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await producer.ProduceAsync(destination, reply).ConfigureAwait(false);
                refused.Taken(destination.Topic);
                return;
            }
            catch (ProduceException<byte[], byte[]> exception)
            {
                if (KafkaFailures.Classify(exception.Error.Code) == FailureKind.NeverPasses || HasHadItsTime(started))
                {
                    // Whoever asks names the topic, and may name one that is none of ours.
                    if (ownTopics.Contains(destination.Topic))
                    {
                        refused.Refused(destination.Topic, exception.Error);
                    }

                    GiveUp(
                        origin, $"{destination.Topic} {destination.Partition}", exception.Error.Code.ToString(), KafkaFailures.Explain(exception.Error));
                    return;
                }
            }

            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts a reply that goes nowhere, and says so.</summary>
    public void GiveUp(string origin, string destination, string code, string reason)
    {
        metrics.GaveUpReply(origin, code);
        if (_budget.TryTake(out var leftOut))
        {
            LogGivenUp(origin, destination, reason, leftOut);
        }
    }

    private bool HasHadItsTime(long started) =>
        time.GetElapsedTime(started) >= producer.MessageTimeout && producer.LastAcknowledged is { } acknowledged && acknowledged > started;

    [LoggerMessage(
        LogLevel.Warning, "The answer to a record of {Topic} is given up, because it cannot go to {Destination}: {Reason} ({LeftOut} more were given up and not logged)",
        EventName = "ReplyGivenUp")]
    private partial void LogGivenUp(string topic, string destination, string reason, long leftOut);
}
