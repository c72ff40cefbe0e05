using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Writes records with all acknowledgements and idempotence, and starts afresh after an error that ends a producer.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
internal sealed partial class KafkaProducer : IDisposable
{
    private readonly ProducerConfig _config;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BootstrapRecovery _recovery;
    private readonly Lock _gate = new();
    private IProducer<byte[], byte[]> _producer;
    private bool _disposed;

    private long _lastAcknowledged;

    public KafkaProducer(ProducerConfig config, TimeProvider time, ILogger<KafkaProducer> logger)
    {
        _config = config;
        _time = time;
        _logger = logger;
        _recovery = new(config.BootstrapServers, time);
        _producer = Build();
    }

    /// <summary>Gets the client of the moment, whose connections others may share.</summary>
    public IClient Client => Volatile.Read(ref _producer);

    /// <summary>Gets the timestamp of the last acknowledgement, or <see langword="null"/> if there was none.</summary>
    public long? LastAcknowledged => Volatile.Read(ref _lastAcknowledged) is var timestamp and not 0 ? timestamp : null;

    /// <summary>Writes one record.</summary>
    /// <param name="destination">The topic, and the partition if it is not the key that chooses it.</param>
    /// <param name="record">The record.</param>
    /// <param name="continueInline">
    /// Whether what awaits the task may run on the thread that hears of all acknowledgements: only if it is short and never blocks.
    /// </param>
    /// <returns>A task that ends when all in-sync replicas have the record.</returns>
    /// <exception cref="ProduceException{TKey, TValue}">The record was not acknowledged.</exception>
    public Task ProduceAsync(TopicPartition destination, Message<byte[], byte[]> record, bool continueInline = false)
    {
        var delivery = new Delivery(this, destination, record, continueInline);
        try
        {
            Volatile.Read(ref _producer).Produce(destination, record, delivery.Report);
        }
        catch (Exception exception) when (exception is ProduceException<byte[], byte[]> or ObjectDisposedException)
        {
            delivery.Fail(exception);
        }

        return delivery.Task;
    }

    /// <summary>Helps the client where it does not help itself. Is to be called about once a second.</summary>
    public void Serve()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _recovery.Serve(_producer);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _producer.Flush(TimeSpan.FromSeconds(5));
            _producer.Dispose();
        }
    }

    private IProducer<byte[], byte[]> Build() =>
        new ProducerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, message) => KafkaClientLog.Write(_logger, message))
            .SetErrorHandler((producer, error) => OnError(producer, error))
            .Build();

    private void OnError(IProducer<byte[], byte[]> producer, Error error)
    {
        _recovery.OnError(error);

        if (!error.IsFatal)
        {
            return;
        }

        LogFatal(error.Reason);
        _ = Task.Run(() => Replace(producer));
    }

    private void Replace(IProducer<byte[], byte[]> ended)
    {
        lock (_gate)
        {
            if (_disposed || !ReferenceEquals(ended, _producer))
            {
                return;
            }

            Volatile.Write(ref _producer, Build());
        }

        ended.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The Kafka producer ended with an error and is replaced: {Reason}", EventName = "ProducerFatal")]
    private partial void LogFatal(string reason);

    private sealed class Delivery(KafkaProducer producer, TopicPartition destination, Message<byte[], byte[]> record, bool continueInline)
        : TaskCompletionSource(continueInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void Report(DeliveryReport<byte[], byte[]> report)
        {
            if (report.Error.IsError)
            {
                TrySetException(new ProduceException<byte[], byte[]>(
                    report.Error,
                    new() { TopicPartitionOffset = new(destination, Offset.Unset), Message = record, Status = report.Status }));
            }
            else
            {
                Volatile.Write(ref producer._lastAcknowledged, producer._time.GetTimestamp());
                TrySetResult();
            }
        }

        public void Fail(Exception exception) => TrySetException(exception);
    }
}
