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

    private readonly KafkaRequestClientOptions _options;
    private readonly PendingRequests _pending;
    private readonly RiderMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _instance = Guid.NewGuid().ToString("N")[..8];
    private TopicPartitionOffset? _position;
    private byte[] _addressBytes = [];

    public ReplyConsumer(
        ConsumerConfig config, KafkaRequestClientOptions options, PendingRequests pending, RiderMetrics metrics, TimeProvider time,
        ILogger<ReplyConsumer> logger)
        : base(config, options.ReplyTopic, EndpointStatus.NotReady("no reply partition assigned yet"), time, logger)
    {
        _options = options;
        _pending = pending;
        _metrics = metrics;
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
        if (_position is null)
        {
            var partition = ReplyPartition.Choose(consumer, _options, RequestTimeout, Time);
            _position = new(partition, consumer.QueryWatermarkOffsets(partition, RequestTimeout).High);
        }

        consumer.Assign(_position);

        var address = new KafkaAddress(_position.Topic, _position.Partition, _instance).ToUri();
        _addressBytes = Encoding.UTF8.GetBytes(address.OriginalString);
        ResponseAddress = address;
        Status = EndpointStatus.Ready($"replies arrive at partition {_position.Partition.Value}");
        LogAssigned(address, _position.Offset);
    }

    protected override void Turn(IConsumer<byte[], byte[]> consumer)
    {
        if (consumer.Consume(PollInterval) is { } result)
        {
            _position = new(result.TopicPartition, result.Offset + 1);
            Receive(result.Message);
        }
    }

    protected override void End(IConsumer<byte[], byte[]> consumer) => consumer.Unassign();

    protected override void OnStopped() => ResponseAddress = null;

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

    [LoggerMessage(LogLevel.Information, "Replies are received at {Address}, from offset {Offset}", EventName = "ReplyPartitionAssigned")]
    private partial void LogAssigned(Uri address, long offset);
}
