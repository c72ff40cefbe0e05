using System.Diagnostics.CodeAnalysis;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads one partition of the reply topic, without a consumer group, so that no rebalance can move or lose a reply.</summary>
/// <remarks>
/// Reading starts at the end offset that is known before the first request may be sent. After a failure it goes on where it was.
/// </remarks>
internal sealed partial class ReplyConsumer : ConsumerLoop
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    // A new leader is most often found sooner; and nobody reads at the former partition what comes too late.
    private static readonly TimeSpan LeaderlessBeforeMove = TimeSpan.FromSeconds(5);

    private readonly KafkaRequestClientOptions _options;
    private readonly TopicWatch _topics;
    private readonly PendingRequests _pending;
    private readonly RiderMetrics _metrics;
    private readonly FetchWatch _fetching;
    private readonly ILogger _logger;
    private readonly string _instance = Guid.NewGuid().ToString("N")[..8];
    private TopicPartitionOffset? _position;
    private TopicState? _known;
    private string? _id;
    private long? _leaderless;
    private bool _reads;
    private Uri? _address;
    private byte[] _addressBytes = [];

    public ReplyConsumer(
        ConsumerConfig config, KafkaRequestClientOptions options, TopicWatch topics, PendingRequests pending, RiderMetrics metrics, TimeProvider time,
        ILogger<ReplyConsumer> logger)
        : base(new(config) { EnablePartitionEof = true }, options.ReplyTopic, EndpointStatus.NotReady("no reply partition assigned yet"), time, logger)
    {
        _options = options;
        _topics = topics;
        _pending = pending;
        _metrics = metrics;
        _fetching = new(time);
        _logger = logger;
    }

    /// <summary>Gets where replies to this process go, or <see langword="null"/> while none could arrive.</summary>
    public Uri? ResponseAddress { get; private set; }

    public override Task StopAsync()
    {
        _pending.Stop();
        return base.StopAsync();
    }

    protected override void Begin(IConsumer<byte[], byte[]> consumer)
    {
        _known = null;
        _leaderless = null;
        _reads = false;
        if (_topics.Find(_options.ReplyTopic) is null)
        {
            Read(consumer);
        }
    }

    protected override void Turn(IConsumer<byte[], byte[]> consumer)
    {
        KeepUpWithTopic(consumer);
        if (!_reads)
        {
            Rest(PollInterval);
        }
        else if (consumer.Consume(PollInterval) is { } result)
        {
            Take(result);
            TellOfFetching();
        }
        else if (_position is not null)
        {
            _fetching.Look(consumer, _position);
            TellOfFetching();
        }
    }

    protected override void End(IConsumer<byte[], byte[]> consumer) => consumer.Unassign();

    protected override void Abandon() => ResponseAddress = null;

    private void KeepUpWithTopic(IConsumer<byte[], byte[]> consumer)
    {
        var topic = _topics.Find(_options.ReplyTopic);
        if (topic is null || (ReferenceEquals(topic, _known) && _leaderless is null && IsLed(topic)))
        {
            return;
        }

        _known = topic;
        if (!topic.Exists)
        {
            _reads = false;
            consumer.Unassign();
            NoteUnreachable($"topic {_options.ReplyTopic} does not exist");
        }
        else if (topic.IsAnotherThan(_id))
        {
            _id = topic.Id;
            StartOver(topic);
        }
        else
        {
            _id = topic.Id;
            KeepUpWithPartition(consumer, topic);
        }
    }

    // The partition may have been chosen after the topic was looked at.
    [MemberNotNullWhen(false, nameof(_position))]
    private bool IsLed(TopicState topic) => _position is null || topic.HasLeader(_position.Partition.Value);

    private void KeepUpWithPartition(IConsumer<byte[], byte[]> consumer, TopicState topic)
    {
        if (IsLed(topic))
        {
            if (!_reads || _leaderless is not null)
            {
                _leaderless = null;
                Read(consumer);
            }
        }
        else
        {
            _leaderless ??= Time.GetTimestamp();
            NoteUnreachable($"partition {_position.Partition.Value} of {_options.ReplyTopic} has no leader");
            if (_options.ReplyPartition is null && topic.Leaderless.Count < topic.Partitions
                && Time.GetElapsedTime(_leaderless.Value) > LeaderlessBeforeMove)
            {
                _position = null;
                Renew();
            }
        }
    }

    /// <summary>Reads the topic that was made anew from its beginning: what was answered meanwhile is there.</summary>
    private void StartOver(TopicState topic)
    {
        _reads = false;
        NoteUnreachable($"topic {_options.ReplyTopic} was made anew");
        _position = _position is { } position && position.Partition.Value < topic.Partitions ? new(position.TopicPartition, 0) : null;

        // With another client: this one may still ask for what was there.
        Renew();
    }

    // What no message is may lie before the end too, such as the marks of transactions.
    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        _fetching.NoteProgress();
        _position = result.IsPartitionEOF ? result.TopicPartitionOffset : new(result.TopicPartition, result.Offset + 1);
        if (!result.IsPartitionEOF)
        {
            Receive(result.Message);
        }
    }

    private void TellOfFetching()
    {
        if (_fetching.Fault is { } fault)
        {
            NoteUnreachable(fault);
            if (_fetching.IsStuck)
            {
                LogRenewed(fault);
                Renew();
            }
        }
        else if (ResponseAddress is null && _leaderless is null)
        {
            NoteReachable();
        }
    }

    private void NoteReachable()
    {
        ResponseAddress = _address;
        Status = EndpointStatus.Ready($"replies arrive at partition {_position!.Partition.Value}");
    }

    private void NoteUnreachable(string reason)
    {
        ResponseAddress = null;
        Status = EndpointStatus.NotReady(reason);
    }

    private void Read(IConsumer<byte[], byte[]> consumer)
    {
        if (_position is null)
        {
            var partition = ReplyPartition.Choose(consumer, _options, RequestTimeout, Time);
            _position = new(partition, consumer.QueryWatermarkOffsets(partition, RequestTimeout).High);
        }

        consumer.Assign(_position);

        _address = new KafkaAddress(_position.Topic, _position.Partition, _instance).ToUri();
        _addressBytes = Encoding.UTF8.GetBytes(_address.OriginalString);
        _fetching.NoteAnotherClient();
        _reads = true;

        // What the former client could not fetch, this one has to show first that it can.
        if (_fetching.Fault is null)
        {
            _fetching.NoteProgress();
            NoteReachable();
        }

        LogAssigned(_address, _position.Offset);
    }

    private void Receive(Message<byte[], byte[]> reply)
    {
        // A responder in another language may leave the address out.
        if (reply.Headers is not null
            && reply.Headers.TryGetLastBytes(KafkaHeaderNames.DestinationAddress, out var destination)
            && !destination.AsSpan().SequenceEqual(_addressBytes))
        {
            _metrics.DroppedReply("foreign");
            return;
        }

        _pending.Complete(reply);
    }

    [LoggerMessage(LogLevel.Warning, "Replies are received with another client of Kafka from now on, as {Reason}", EventName = "ReplyConsumerRenewed")]
    private partial void LogRenewed(string reason);

    [LoggerMessage(LogLevel.Information, "Replies are received at {Address}, from offset {Offset}", EventName = "ReplyPartitionAssigned")]
    private partial void LogAssigned(Uri address, long offset);
}
