using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Asks now and then whether the process may write where it has to: who may only read a topic sees it like anybody else.</summary>
internal sealed class TopicRights(KafkaProducer producer, IReadOnlyCollection<string> written, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private volatile string? _missing;
    private Task _asking = Task.CompletedTask;
    private long? _asked;

    /// <summary>Gets what is missing, in words; <see langword="null"/> if nothing is, as far as is known.</summary>
    public string? Missing => _missing;

    /// <summary>Asks if it is time. Does not wait for the answer. Is to be called by one thread.</summary>
    public void Serve()
    {
        if (written.Count > 0 && producer.Topics.CanDescribe && _asking.IsCompleted && (_asked is not { } asked || time.GetElapsedTime(asked) >= Interval))
        {
            _asked = time.GetTimestamp();
            _asking = AskAsync();
        }
    }

    private async Task AskAsync()
    {
        try
        {
            using var lease = producer.Lease();
            var options = new DescribeTopicsOptions { RequestTimeout = RequestTimeout, IncludeAuthorizedOperations = true };
            if (await lease.Describer.DescribeAsync(written, options).ConfigureAwait(false) is { } described)
            {
                _missing = described.TopicDescriptions.FirstOrDefault(topic => !MayWrite(topic)) is { } refused
                    ? $"topic {refused.Name}: it may be read but not written to"
                    : null;
            }
        }
        catch (KafkaException)
        {
            // A topic that cannot even be seen, or no answer: who asks for the topics themselves tells of that.
        }
    }

    // Brokers without access control name every operation, and those that know nothing of it none.
    private static bool MayWrite(TopicDescription topic) =>
        topic.Error.IsError || topic.AuthorizedOperations is not { Count: > 0 } operations || operations.Contains(AclOperation.Write);
}
