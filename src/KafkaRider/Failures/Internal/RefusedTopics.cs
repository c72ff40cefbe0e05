using System.Collections.Concurrent;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Knows to which topics Kafka takes nothing from this process, for health to tell: for want of a right, or because of the clock.</summary>
/// <remarks>
/// Only what concerns all records of a topic counts, so nobody can make an instance unready with one record that is too large. It ends with the
/// first record that is acknowledged. As nobody may send any more to an instance that is not ready, it ends by itself, too. Is safe for concurrent use.
/// </remarks>
internal sealed class RefusedTopics(TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (string Reason, long At)> _refusals = [];

    /// <summary>Notes that a record was refused.</summary>
    public void Refused(string topic, Error error)
    {
        if (error.Code is ErrorCode.InvalidTimestamp or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.PolicyViolation)
        {
            _refusals[topic] = (KafkaFailures.Explain(error), time.GetTimestamp());
        }
    }

    /// <summary>Notes that a record was acknowledged.</summary>
    public void Taken(string topic)
    {
        if (!_refusals.IsEmpty)
        {
            _refusals.TryRemove(topic, out _);
        }
    }

    /// <summary>Returns what is wrong, or <see langword="null"/> if nothing is.</summary>
    public string? Describe()
    {
        foreach (var (topic, (reason, at)) in _refusals)
        {
            if (time.GetElapsedTime(at) < Validity)
            {
                return $"Kafka refuses records of {topic}: {reason}";
            }
        }

        return null;
    }
}
