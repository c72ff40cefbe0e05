using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads one partition of the reply topic, without a consumer group, so that no rebalance can move or lose a reply.</summary>
/// <remarks>
/// Reading starts at the end offset that is known before the first request may be sent. After a failure it goes on where it was.
/// </remarks>
internal sealed partial class ReplyConsumer : IEndpointSource, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConsumerConfig _config;
    private readonly KafkaRequestClientOptions _options;
    private readonly PendingRequests _pending;
    private readonly RiderMetrics _metrics;
    private readonly ILogger _logger;
    private readonly BootstrapRecovery _recovery;
    private readonly string _instance = Guid.NewGuid().ToString("N")[..8];
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TopicPartitionOffset? _position;
    private byte[] _addressBytes = [];
    private bool _started;

    public ReplyConsumer(
        ConsumerConfig config, KafkaRequestClientOptions options, PendingRequests pending, RiderMetrics metrics, ILogger<ReplyConsumer> logger)
    {
        _config = config;
        _options = options;
        _pending = pending;
        _metrics = metrics;
        _logger = logger;
        _recovery = new(config.BootstrapServers, TimeProvider.System);
        Status = EndpointStatus.NotReady("no reply partition assigned yet");
    }

    public EndpointStatus Status { get; private set; }

    /// <summary>Gets where replies to this process go, or <see langword="null"/> while none could arrive.</summary>
    public Uri? ResponseAddress { get; private set; }

    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = $"kafka {_options.ReplyTopic}" }.Start();
    }

    public Task StopAsync()
    {
        _pending.Stop();
        _stopping.Set();
        return _started ? _stopped.Task : Task.CompletedTask;
    }

    public void Dispose() => _stopping.Dispose();

    private void Run()
    {
        while (!_stopping.IsSet)
        {
            try
            {
                using var consumer = new ConsumerBuilder<byte[], byte[]>(_config)
                    .SetLogHandler((_, message) => KafkaClientLog.Write(_logger, message))
                    .SetErrorHandler((_, error) => _recovery.OnError(error))
                    .Build();
                Assign(consumer);
                Poll(consumer);
                consumer.Unassign();
            }
            catch (Exception exception) when (exception is KafkaException or InvalidOperationException)
            {
                Status = EndpointStatus.NotReady($"the reply consumer failed and starts again: {exception.Message}", exception);
                LogRestart(_options.ReplyTopic, exception.Message);
                _stopping.Wait(RestartDelay);
            }
        }

        ResponseAddress = null;
        Status = EndpointStatus.NotReady("stopped");
        _stopped.TrySetResult();
    }

    private void Assign(IConsumer<byte[], byte[]> consumer)
    {
        if (_position is null)
        {
            var partition = ReplyPartition.Choose(consumer, _options, RequestTimeout);
            _position = new(partition, consumer.QueryWatermarkOffsets(partition, RequestTimeout).High);
        }

        consumer.Assign(_position);

        var address = new KafkaAddress(_position.Topic, _position.Partition, _instance).ToUri();
        _addressBytes = Encoding.UTF8.GetBytes(address.OriginalString);
        ResponseAddress = address;
        Status = EndpointStatus.Ready($"replies arrive at partition {_position.Partition.Value}");
        LogAssigned(address, _position.Offset);
    }

    private void Poll(IConsumer<byte[], byte[]> consumer)
    {
        while (!_stopping.IsSet)
        {
            if (consumer.Consume(PollInterval) is { } result)
            {
                _position = new(result.TopicPartition, result.Offset + 1);
                Receive(result.Message);
            }
            else
            {
                _recovery.Serve(consumer);
            }
        }
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

    [LoggerMessage(LogLevel.Information, "Replies are received at {Address}, from offset {Offset}", EventName = "ReplyPartitionAssigned")]
    private partial void LogAssigned(Uri address, long offset);

    [LoggerMessage(LogLevel.Warning, "The consumer of {Topic} failed and starts again: {Reason}", EventName = "ReplyConsumerRestart")]
    private partial void LogRestart(string topic, string reason);
}
