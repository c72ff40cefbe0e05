using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads all topics that a rider follows with one client, on one thread, without a consumer group.</summary>
/// <remarks>What becomes of one topic is told to its reader, and concerns no other one.</remarks>
internal sealed class FollowingLoop(ConsumerConfig config, IReadOnlyList<TopicReader> topics, TimeProvider time, ILogger<FollowingLoop> logger)
    : ConsumerLoop(config, string.Join(", ", topics.Select(topic => topic.Topic)), EndpointStatus.NotReady("not connected yet"), time, logger)
{
    private static readonly TimeSpan ServeInterval = PollInterval;
    private static readonly TimeSpan ServeIntervalOfPreparation = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, TopicReader> _topics = topics.ToDictionary(topic => topic.Topic, StringComparer.Ordinal);
    private long _served;
    private bool _isIdle;

    /// <summary>Sets what health reports of all topics: that of the client, as long as each has nothing else to say.</summary>
    public override EndpointStatus Status
    {
        protected set
        {
            base.Status = value;
            foreach (var topic in topics)
            {
                topic.Status = value;
            }
        }
    }

    /// <summary>Ends the loop in order, and what it has let be done aside.</summary>
    public override async Task StopAsync()
    {
        await base.StopAsync().ConfigureAwait(false);
        await Task.WhenAll(topics.Select(topic => topic.WhenIdleAsync())).ConfigureAwait(false);
    }

    protected override void Begin(IConsumer<byte[], byte[]> consumer)
    {
        _isIdle = true;
        foreach (var topic in topics)
        {
            Guard(topic, consumer, () => topic.Begin(consumer));
        }
    }

    protected override void Turn(IConsumer<byte[], byte[]> consumer)
    {
        var interval = topics.Any(topic => topic.IsPreparing) ? ServeIntervalOfPreparation : ServeInterval;
        if (_isIdle || Time.GetElapsedTime(_served) >= interval)
        {
            Serve(consumer);
            _served = Time.GetTimestamp();
        }

        try
        {
            var result = consumer.Consume(interval);
            _isIdle = result is null;
            if (result is not null && _topics.TryGetValue(result.Topic, out var topic))
            {
                topic.Take(result);
            }
        }
        catch (ConsumeException exception) when (IsOfOneTopic(exception))
        {
            // Each of its partitions says the same.
            if (_topics[exception.ConsumerRecord.Topic] is { Reads: true } topic)
            {
                topic.Fail(consumer, exception, Explain(exception));
            }
        }
    }

    protected override void End(IConsumer<byte[], byte[]> consumer) => consumer.Unassign();

    protected override void Abandon()
    {
        foreach (var topic in topics)
        {
            topic.Abandon();
        }
    }

    private void Serve(IConsumer<byte[], byte[]> consumer)
    {
        foreach (var topic in topics)
        {
            Guard(topic, consumer, () => topic.Serve(consumer, Build));
        }

        if (topics.Any(topic => topic.NeedsAnotherClient))
        {
            Renew();
        }
    }

    // Whatever fails in doing something for a topic, the others go on.
    private void Guard(TopicReader topic, IConsumer<byte[], byte[]> consumer, Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is not KafkaException { Error.IsFatal: true })
        {
            topic.Fail(consumer, exception, Explain(exception));
        }
    }

    // The group that nobody joins is not of a topic, whatever else is said of it.
    private bool IsOfOneTopic(ConsumeException exception) =>
        exception.Error is { IsFatal: false, Code: not ErrorCode.GroupAuthorizationFailed }
        && exception.ConsumerRecord?.Topic is { } name && _topics.ContainsKey(name);
}
