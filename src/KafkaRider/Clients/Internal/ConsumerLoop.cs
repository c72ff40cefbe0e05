using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads with a client of Kafka on a thread of its own, and goes on with another client after whatever fails.</summary>
internal abstract class ConsumerLoop : IEndpointSource
{
    // What a cluster refuses it refuses every client; but one that stays without an answer may be at fault itself.
    public const int AttemptsOfAClient = 30;

    private readonly ConsumerConfig _config;
    private readonly string _name;
    private readonly ILogger _logger;
    private readonly BootstrapRecovery _recovery;
    private readonly ConnectionErrors _connection;
    private readonly InterruptionLog _interruptions;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private bool _isToRenew;

    protected ConsumerLoop(ConsumerConfig config, string name, EndpointStatus status, TimeProvider time, ILogger logger)
    {
        _config = config;
        _name = name;
        _logger = logger;
        _recovery = new(config.BootstrapServers, time);
        _connection = new(time, logger);
        _interruptions = new(name, time, logger);
        Time = time;
        Status = status;
    }

    /// <summary>Gets what health reports.</summary>
    public virtual EndpointStatus Status
    {
        get;
        protected set
        {
            field = value;
            if (value.IsReady)
            {
                _ready.TrySetResult();
            }
        }
    }

    public Task Ready => _ready.Task;

    /// <summary>Gets how long the client is asked for a record before anything else gets its turn.</summary>
    protected static TimeSpan PollInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets what gets a token for the client, if it needs one.</summary>
    public Action<IClient, string>? RefreshToken { get; init; }

    protected TimeProvider Time { get; }

    protected bool IsStopping => _stopping.Task.IsCompleted;

    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Run) { IsBackground = true, Name = $"kafka {_name}" }.Start();
        }
    }

    /// <summary>Ends the loop in order.</summary>
    public virtual Task StopAsync()
    {
        _stopping.TrySetResult();
        return Volatile.Read(ref _started) == 0 ? Task.CompletedTask : _stopped.Task;
    }

    /// <summary>Adds what else the client is to report.</summary>
    protected virtual void Configure(ConsumerBuilder<byte[], byte[]> builder)
    {
    }

    /// <summary>Gets whether the client is to join its group.</summary>
    protected virtual bool JoinsGroup => false;

    /// <summary>Tells a client what to read. Is called again when that, or reading, failed.</summary>
    protected abstract void Begin(IConsumer<byte[], byte[]> consumer);

    /// <summary>Takes a record, if there is one, and does what is due. Is called again and again, and is not to take long.</summary>
    protected abstract void Turn(IConsumer<byte[], byte[]> consumer);

    /// <summary>Ends reading in order.</summary>
    protected abstract void End(IConsumer<byte[], byte[]> consumer);

    /// <summary>Forgets what belongs to a client that goes, in order or not, or that begins again.</summary>
    protected virtual void Abandon()
    {
    }

    /// <summary>Ends the client in order after this turn, and goes on with another at once. Is the consumer thread's alone.</summary>
    protected void Renew() => _isToRenew = true;

    /// <summary>Waits, unless the loop is to end.</summary>
    protected void Rest(TimeSpan duration) => _stopping.Task.Wait(duration);

    private void Run()
    {
        try
        {
            for (var attempts = new Attempts(Time); !IsStopping;)
            {
                attempts.Begin();
                try
                {
                    RunClient();
                }
                catch (Exception exception)
                {
                    Note(exception);
                    Rest(attempts.Fail());
                }
            }
        }
        finally
        {
            Status = EndpointStatus.NotReady("stopped");
            _stopped.TrySetResult();
        }
    }

    /// <summary>Builds a client with the loop's settings. Whoever asks for one disposes it.</summary>
    protected IConsumer<byte[], byte[]> Build()
    {
        var builder = new ConsumerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, message) => KafkaClientLog.Write(_logger, message))
            .SetErrorHandler((_, error) =>
            {
                _recovery.OnError(error);
                _connection.OnError(error);
            });
        if (RefreshToken is { } refresh)
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, config) => refresh(client, config));
        }

        Configure(builder);
        return builder.Build();
    }

    /// <summary>Says what a failure is, and why.</summary>
    protected string Explain(Exception exception) => _connection.Explain(exception);

    private void RunClient()
    {
        using var consumer = Build();
        _isToRenew = false;
        try
        {
            Work(consumer);
            End(consumer);
        }
        finally
        {
            // After that nobody uses the client any more, so it can go.
            Abandon();
        }
    }

    // What reads without a group keeps its client: another one would be told the same, of a missing right or no broker, and clients are dear.
    private void Work(IConsumer<byte[], byte[]> consumer)
    {
        for (var attempts = new Attempts(Time); !IsStopping && !_isToRenew;)
        {
            attempts.Begin();
            try
            {
                Begin(consumer);
                TakeTurns(consumer);
            }
            catch (KafkaException exception) when (!JoinsGroup && !exception.Error.IsFatal && attempts.Failures < AttemptsOfAClient)
            {
                Abandon();
                Note(exception);
                Rest(attempts.Fail());
                _recovery.Serve(consumer);
            }
        }
    }

    private void TakeTurns(IConsumer<byte[], byte[]> consumer)
    {
        while (!IsStopping && !_isToRenew)
        {
            try
            {
                Turn(consumer);
            }
            catch (ConsumeException exception) when (exception.Error.Code == ErrorCode.GroupAuthorizationFailed && !JoinsGroup)
            {
                // librdkafka wants to know who coordinates a group that nobody is going to join.
            }

            _recovery.Serve(consumer);
        }
    }

    // Whatever a turn throws, the next one begins.
    private void Note(Exception exception) => Status = _interruptions.Note(exception, Explain(exception));
}
