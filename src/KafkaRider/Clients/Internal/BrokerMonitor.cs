using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Asks the cluster once a second, over the producer's own connections, whether records can be sent.</summary>
/// <remarks>
/// One answer that is late is no outage: a busy process or broker would refuse everything for it. Nothing must have been answered or
/// acknowledged for a while; until then a request is sent, and fails by its produce timeout.
/// </remarks>
internal sealed partial class BrokerMonitor(
    KafkaProducer producer, IReadOnlyList<KafkaProducer> others, IReadOnlyList<string> topics, TopicRights rights, TimeProvider time, ILogger<BrokerMonitor> logger) : IDisposable
{
    private const string NotLooked = "the topics have not been looked for yet";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly ManualResetEventSlim _stopping = new();
    private readonly LogBudget _budget = new(time);
    private volatile bool _watchesTopics;
    private Thread? _thread;
    private long? _lastAnswer;

    /// <summary>Gets whether the brokers answered last.</summary>
    public EndpointStatus Status { get; private set; } = EndpointStatus.NotReady("not connected yet");

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "kafka monitor" };
        _thread.Start();
    }

    /// <summary>Has the topics watched, too. A topic that has not been made yet is not to be asked for: the broker might make it.</summary>
    public void WatchTopics() => _watchesTopics = true;

    public void Dispose()
    {
        _stopping.Set();
        _thread?.Join();
        _stopping.Dispose();
    }

    private void Run()
    {
        do
        {
            var status = Check();
            if (status.Description != Status.Description && _budget.TryTake(out _))
            {
                Log(status);
            }

            Status = status;
        }
        while (!_stopping.Wait(Interval));
    }

    private EndpointStatus Check()
    {
        try
        {
            producer.Serve();
            foreach (var other in others)
            {
                other.Serve();
            }

            using var lease = producer.Lease();
            if (!_watchesTopics)
            {
                lease.Admin.GetMetadata(Timeout);
                producer.Connection.Clear();
                return EndpointStatus.NotReady(NotLooked);
            }

            foreach (var topic in topics)
            {
                var metadata = lease.Admin.GetMetadata(topic, Timeout).Topics.Single();
                if (metadata.Error.IsError)
                {
                    return EndpointStatus.NotReady(
                        metadata.Error.Code == ErrorCode.UnknownTopicOrPart ? $"topic {topic} does not exist" : $"topic {topic}: {metadata.Error.Reason}");
                }

                if (metadata.Partitions.All(partition => partition.Leader < 0))
                {
                    return EndpointStatus.NotReady($"topic {topic}: no partition has a leader");
                }
            }

            _lastAnswer = time.GetTimestamp();
            producer.Connection.Clear();
            rights.Serve();
            return (producer.Obstacle ?? rights.Missing) is { } obstacle
                ? EndpointStatus.NotReady(obstacle)
                : EndpointStatus.Ready("brokers answer");
        }
        catch (Exception exception)
        {
            if (Status.IsReady && HasAnsweredLately())
            {
                return Status;
            }

            return EndpointStatus.NotReady($"no broker answers: {producer.Connection.Explain(exception)}", exception);
        }
    }

    private bool HasAnsweredLately() =>
        IsRecent(_lastAnswer) || IsRecent(producer.LastAcknowledged);

    private bool IsRecent(long? timestamp) => timestamp is { } then && time.GetElapsedTime(then) < Grace;

    private void Log(EndpointStatus status)
    {
        if (status.IsReady)
        {
            LogReachable();
        }
        else if (status.Description != NotLooked)
        {
            LogUnreachable(status.Description);
        }
    }

    [LoggerMessage(LogLevel.Information, "Kafka can be reached", EventName = "Reachable")]
    private partial void LogReachable();

    [LoggerMessage(LogLevel.Warning, "Kafka cannot be used: {Reason}", EventName = "Unreachable")]
    private partial void LogUnreachable(string reason);
}
