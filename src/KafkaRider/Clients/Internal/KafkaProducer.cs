using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Writes records with all acknowledgements and idempotence, and starts afresh after an error that ends a producer.</summary>
/// <remarks>
/// Is safe for concurrent use. Whoever writes gets an end within <c>message.timeout.ms</c> and a second, whatever becomes of the client.
/// </remarks>
internal sealed partial class KafkaProducer : IAsyncDisposable
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DefaultMessageTimeout = TimeSpan.FromMinutes(5);

    private readonly ProducerConfig _config;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BootstrapRecovery _recovery;
    private readonly LogBudget _fatalErrors;
    private readonly Action<string>? _statistics;
    private readonly Action<IClient, string>? _refreshToken;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private ProducerClient _client;
    private bool _disposed;
    private long _built;
    private int _shortLives;
    private string? _fatalReason;

    private long _lastAcknowledged;

    public KafkaProducer(
        ProducerConfig config, TimeProvider time, ILogger<KafkaProducer> logger, Action<string>? statistics = null,
        Action<IClient, string>? refreshToken = null)
    {
        _refreshToken = refreshToken;
        _statistics = statistics;
        _config = config;
        _time = time;
        _logger = logger;
        _recovery = new(config.BootstrapServers, time);
        _fatalErrors = new(time);
        Connection = new(time, logger);
        Topics = new(time);
        MessageTimeout = int.TryParse(config.Get("message.timeout.ms") ?? config.Get("delivery.timeout.ms"), CultureInfo.InvariantCulture, out var timeout)
            ? TimeSpan.FromMilliseconds(timeout)
            : DefaultMessageTimeout;

        // At once, so that a setting that the client does not know is told at start.
        _client = Build();
    }

    /// <summary>Gets how long a record may take to be acknowledged; zero is for ever.</summary>
    public TimeSpan MessageTimeout { get; }

    /// <summary>Gets what is known of why there is no connection.</summary>
    public ConnectionErrors Connection { get; }

    /// <summary>Gets whom to ask for topics.</summary>
    public TopicDescriptions Topics { get; }

    /// <summary>Gets why nothing can be written, in words, or <see langword="null"/> if nothing is known to be in the way.</summary>
    /// <remarks>A client that took the place of one that ended is not believed before it has lived a moment, or written something.</remarks>
    public string? Obstacle => Volatile.Read(ref _fatalReason) is { } reason
        && !(_time.GetElapsedTime(Volatile.Read(ref _built)) > Probation && !Volatile.Read(ref _client).HasEnded)
        && !(LastAcknowledged > Volatile.Read(ref _built))
        ? $"records cannot be written: {reason}"
        : null;

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
    /// <exception cref="KafkaException">The producer has ended.</exception>
    public Task ProduceAsync(TopicPartition destination, Message<byte[], byte[]> record, bool continueInline = false)
    {
        try
        {
            while (true)
            {
                // One that takes no more has been replaced, or will be.
                if (GetClient().Produce(destination, record, continueInline) is { } produced)
                {
                    return produced;
                }
            }
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Lets somebody use the producer's connections until the lease is disposed.</summary>
    /// <exception cref="KafkaException">The producer has ended.</exception>
    public ClientLease Lease()
    {
        while (true)
        {
            if (GetClient().TryLease(out var lease))
            {
                return lease;
            }
        }
    }

    /// <summary>Helps the client where it does not help itself. Is to be called about once a second.</summary>
    public void Serve()
    {
        using var lease = Lease();
        _recovery.Serve(lease.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        ProducerClient client;
        lock (_gate)
        {
            _disposed = true;
            client = _client;
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await client.CloseAsync(FlushTimeout).ConfigureAwait(false);
    }

    private ProducerClient GetClient() => Volatile.Read(ref _disposed)
        ? throw new KafkaException(new Error(ErrorCode.Local_Destroy, "the producer has ended"))
        : Volatile.Read(ref _client);

    private ProducerClient Build()
    {
        Volatile.Write(ref _built, _time.GetTimestamp());
        var builder = new ProducerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, message) => OnLog(message))
            .SetErrorHandler((producer, error) => OnError(producer, error));
        if (_statistics is { } handle)
        {
            builder.SetStatisticsHandler((_, statistics) => handle(statistics));
        }

        if (_refreshToken is { } refresh)
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, config) => refresh(client, config));
        }

        return new(
            builder,
            MessageTimeout,
            _time,
            () => Volatile.Write(ref _lastAcknowledged, _time.GetTimestamp()));
    }

    private void OnLog(LogMessage message)
    {
        KafkaClientLog.Write(_logger, message);
        Connection.OnLog(message);
    }

    private void OnError(IProducer<byte[], byte[]> producer, Error error)
    {
        _recovery.OnError(error);
        Connection.OnError(error);

        if (error.IsFatal)
        {
            _ = Task.Run(() => ReplaceAsync(producer, error.Reason));
        }
    }

    // One that ends soon after it began does so for a reason that the next one meets as well, such as a missing right.
    private async Task ReplaceAsync(IProducer<byte[], byte[]> ended, string reason)
    {
        ProducerClient client;
        TimeSpan pause;
        lock (_gate)
        {
            if (_disposed || !_client.Is(ended) || _client.HasEnded)
            {
                return;
            }

            client = _client;
            client.HasEnded = true;
            Volatile.Write(ref _fatalReason, reason);
            _shortLives = _time.GetElapsedTime(_built) < LongLife ? _shortLives + 1 : 0;
            pause = _shortLives <= 1 ? TimeSpan.Zero : ShortestPause * Math.Pow(2, Math.Min(_shortLives - 2, 10));
        }

        if (_fatalErrors.TryTake(out var leftOut))
        {
            LogFatal(reason, leftOut);
        }

        await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, _ending.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Volatile.Write(ref _client, Build());
        }

        await client.CloseAsync(MessageTimeout).ConfigureAwait(false);
    }

    [LoggerMessage(
        LogLevel.Error, "The Kafka producer ended with an error and is replaced: {Reason} ({LeftOut} more were and not logged)", EventName = "ProducerFatal")]
    private partial void LogFatal(string reason, long leftOut);
}
