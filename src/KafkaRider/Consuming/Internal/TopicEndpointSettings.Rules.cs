using System.Globalization;

namespace KafkaRider.Internal;

internal sealed partial class TopicEndpointSettings
{
    /// <summary>Returns which settings are refused, and why.</summary>
    public IEnumerable<(string Name, string Reason)> FindTrouble()
    {
        var limits = new (string Name, int Value, int Most)[]
        {
            (nameof(MessageLimit), MessageLimit, int.MaxValue),
            (nameof(MaxInFlight), MaxInFlight, int.MaxValue),
            (nameof(ConcurrentMessageLimit), ConcurrentMessageLimit ?? 1, int.MaxValue),
            (nameof(ConcurrentDeliveryLimit), ConcurrentDeliveryLimit, int.MaxValue),
            (nameof(CheckpointMessageCount), CheckpointMessageCount, int.MaxValue),
            (nameof(ConcurrentConsumerLimit), ConcurrentConsumerLimit, 100),
        };
        foreach (var (name, value, most) in limits.Where(limit => limit.Value < 1 || limit.Value > limit.Most))
        {
            yield return (name, string.Create(
                CultureInfo.InvariantCulture, $"must be at least 1{(most < int.MaxValue ? $" and at most {most}" : "")} but is {value}"));
        }

        if (CheckpointInterval < TimeSpan.FromMilliseconds(10) || CheckpointInterval > TimeSpan.FromMinutes(1))
        {
            yield return (nameof(CheckpointInterval), $"must be from 10 ms to 1 min but is {CheckpointInterval}");
        }

        if (DrainTimeout < TimeSpan.Zero || DrainTimeout > TimeSpan.FromMinutes(1))
        {
            yield return (nameof(DrainTimeout), $"must be from 0 to 1 min but is {DrainTimeout}");
        }

        if (IsPattern && Creation is not null)
        {
            yield return ("CreateIfMissing", "cannot be: a regular expression names no topic");
        }

        if (IsPattern && KeepsFailures && !KafkaAddress.IsTopicName(DeadLetterTopic))
        {
            yield return (nameof(DeadLetterTopic), "must be named: a regular expression names no topic");
        }
    }
}
