using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Holds what is configured of one topic endpoint.</summary>
internal sealed partial class TopicEndpointSettings(string topic, string groupId, string prefix = "")
{
    private readonly ConcurrentDictionary<TopicPartition, bool> _begun = [];

    /// <summary>Gets what stands before the name of every topic and group.</summary>
    public string Prefix => prefix;

    /// <summary>Gets the full name of the topic, or the regular expression of the topics, as librdkafka takes it.</summary>
    public string Topic { get; } = IsPatternOf(topic) ? $"^{(prefix.Length > 0 ? Regex.Escape(prefix) : "")}{topic[1..]}" : prefix + topic;

    public bool IsPattern => IsPatternOf(Topic);

    public string GroupId { get; } = prefix + groupId;

    public int MaxInFlight { get; set; } = 1024;

    public int MessageLimit { get; set; } = 10_000;

    /// <summary>Gets or sets how many records may be with their consumers at a time; <see langword="null"/> is as many as are in flight.</summary>
    public int? ConcurrentMessageLimit { get; set; }

    /// <summary>Gets or sets what <see cref="ConcurrentMessageLimit"/> is where nobody, the bus included, has set it.</summary>
    public int? UsualConcurrentMessageLimit { get; set; }

    /// <summary>Gets or sets how many of them may have one key.</summary>
    public int ConcurrentDeliveryLimit { get; set; } = 1;

    public int ConcurrentConsumerLimit { get; set; } = 1;

    public int CheckpointMessageCount { get; set; } = 5000;

    /// <summary>Gets or sets where each partition begins when this process gets it for the first time.</summary>
    public Offset Offset { get; set; } = Offset.Unset;

    /// <summary>Gets the settings of the client that are not the rider's.</summary>
    public ConsumerConfig Client { get; init; } = [];

    public IHeadersDeserializer? HeadersDeserializer { get; set; }

    public Action<CommittedOffsets>? OffsetsCommitted { get; set; }

    public Action<string>? Statistics { get; set; }

    /// <summary>Gets or sets what the topic is to be created like, if it is.</summary>
    public KafkaTopicOptions? Creation { get; set; }

    /// <summary>Gets what finds in the pipeline, once it is built, what cannot work.</summary>
    public List<Func<MassTransit.Introspection.ProbeResult, string?>> Checks { get; } = [];

    /// <summary>Gets or sets whether what fails is retried or kept, and not passed over.</summary>
    public bool KeepsFailures { get; set; } = true;

    /// <summary>Gets or sets what shows records to MassTransit; <see langword="null"/> where their headers say what they are.</summary>
    public IRecordFormat? Format { get; set; }

    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long the client may wait for an answer to where the group's coordinator is.</summary>
    public TimeSpan CoordinatorLimit { get; set; } = TimeSpan.FromSeconds(30);

    public string DeadLetterTopic { get; set; } = $"{prefix}{topic}.dead-letter";

    /// <summary>Gets or sets what finds the id of whom the group executes for; <see langword="null"/> is anybody.</summary>
    public Func<CancellationToken, Task<Guid>>? FindOwner { get; set; }

    /// <summary>Gets or sets what whom the group executes for is called.</summary>
    public string OwnerKind { get; set; } = "owner";

    public Func<Exception, bool> IsTransient { get; set; } = static _ => false;

    /// <summary>Gets what another program has taken from the group.</summary>
    public TakenPartitions Taken { get; } = new();

    public static bool IsPatternOf(string topic) => topic.StartsWith('^');

    /// <summary>Returns where to begin in a partition: where it was said, the first time, and else where the group is.</summary>
    public Offset TakeStart(TopicPartition partition) => Offset != Offset.Unset && _begun.TryAdd(partition, true) ? Offset : Offset.Unset;

    /// <summary>Returns a name of this member, of several clients of one endpoint.</summary>
    public string? GetInstanceId(int index) => string.IsNullOrWhiteSpace(Client.GroupInstanceId) || ConcurrentConsumerLimit == 1
        ? Client.GroupInstanceId
        : string.Create(CultureInfo.InvariantCulture, $"{Client.GroupInstanceId}{index:00}");

    /// <summary>Returns what a failure is worth, or <see langword="null"/> if it is the record's own, and the record is to be given up.</summary>
    public FailureKind? Classify(Exception exception)
    {
        try
        {
            return KafkaFailures.Classify(exception) ?? (PassesByItself(exception) ? FailureKind.PassesByItself : null);
        }
        catch (Exception)
        {
            // Whoever was asked whether it passes does not know either.
            return FailureKind.Unknown;
        }
    }

    private bool PassesByItself(Exception exception) =>
        exception is TimeoutException or OperationCanceledException || IsTransient(exception)
        || (exception is AggregateException aggregate && aggregate.InnerExceptions.Any(PassesByItself))
        || (exception.InnerException is { } inner && PassesByItself(inner));
}
