using System.Diagnostics;
using Confluent.Kafka;

namespace Brokers;

/// <summary>Tells where partitions end, also of a topic that has just been made: until somebody leads it, brokers answer with an error.</summary>
internal static class TopicEnds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns the offset behind the last record of a partition.</summary>
    public static long GetEnd<TKey, TValue>(this IConsumer<TKey, TValue> consumer, TopicPartition place)
    {
        var started = Stopwatch.GetTimestamp();

        while (true)
        {
            try
            {
                return consumer.QueryWatermarkOffsets(place, RequestTimeout).High.Value;
            }
            catch (KafkaException exception) when (
                exception.Error.Code is ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable && Stopwatch.GetElapsedTime(started) < Limit)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
