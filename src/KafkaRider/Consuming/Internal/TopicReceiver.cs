using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads a topic as a member of a consumer group, on a thread of its own, and survives the loss of brokers.</summary>
internal sealed partial class TopicReceiver : IEndpointSource, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly ConsumerConfig _config;
    private readonly TopicEndpointSettings _settings;
    private readonly RecordProcessor _processor;
    private readonly FailingRecords _failing;
    private readonly KeyedDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly Dictionary<TopicPartition, PartitionCheckpoint> _checkpoints = [];
    private readonly Lock _roomGate = new();
    private readonly ManualResetEventSlim _hasRoom = new(initialState: true);
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _checkpointGate = new();
    private readonly CoordinatorWatch _coordinator;
    private readonly BootstrapRecovery _recovery;
    private int _inFlight;
    private bool _commitsFail;
    private bool _started;

    public TopicReceiver(ConsumerConfig config, TopicEndpointSettings settings, RecordProcessor processor, FailingRecords failing, ILogger<TopicReceiver> logger)
    {
        // The client commits by itself, in the background, what is stored; and only what is done is stored. A commit that somebody
        // awaits would hold up a rebalance, for as long as the group has no coordinator.
        _config = new(config)
        {
            EnableAutoCommit = true,
            AutoCommitIntervalMs = (int)settings.CheckpointInterval.TotalMilliseconds,
            StatisticsIntervalMs = (int)CoordinatorWatch.Interval.TotalMilliseconds,
        };
        _settings = settings;
        _coordinator = new(settings.CoordinatorLimit);
        _recovery = new(config.BootstrapServers, TimeProvider.System);
        _processor = processor;
        _failing = failing;
        _dispatcher = new(ProcessAsync);
        _logger = logger;
        Status = EndpointStatus.NotReady("joining the group");
    }

    /// <summary>Gets what health reports of the endpoint.</summary>
    public EndpointStatus Status
    {
        get => field.IsReady && _failing.Describe() is { } reason ? EndpointStatus.NotReady(reason) : field;
        private set;
    }

    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = $"kafka {_settings.Topic}" }.Start();
    }

    /// <summary>Lets what is in progress end, within the drain timeout, commits, and leaves the group.</summary>
    public Task StopAsync()
    {
        _stopping.Set();
        return _started ? _stopped.Task : Task.CompletedTask;
    }

    public void Dispose()
    {
        _hasRoom.Dispose();
        _stopping.Dispose();
    }

    private void Run()
    {
        while (!_stopping.IsSet)
        {
            try
            {
                _coordinator.Reset();
                using var consumer = Build();
                using var storer = new Timer(_ => StoreOffsets(consumer), null, _settings.CheckpointInterval, _settings.CheckpointInterval);
                try
                {
                    consumer.Subscribe(_settings.Topic);
                    Poll(consumer);
                    Release(consumer, [.. _checkpoints.Keys], drain: true);
                    consumer.Close();
                }
                finally
                {
                    // After that nothing is stored any more, so the client can go.
                    Release(consumer, [.. _checkpoints.Keys], drain: false);
                }
            }
            catch (Exception exception)
            {
                Status = EndpointStatus.NotReady("the consumer failed and starts again", exception);
                LogRestart(exception, _settings.Topic);
                _stopping.Wait(RestartDelay);
            }
        }

        Status = EndpointStatus.NotReady("stopped");
        _stopped.TrySetResult();
    }

    private IConsumer<byte[], byte[]> Build() =>
        new ConsumerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, message) => KafkaClientLog.Write(_logger, message))
            .SetErrorHandler((_, error) => _recovery.OnError(error))
            .SetPartitionsAssignedHandler(OnAssigned)
            .SetPartitionsRevokedHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), drain: true))
            .SetPartitionsLostHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), drain: false))
            .SetOffsetsCommittedHandler((_, committed) => OnCommitted(committed.Error))
            .SetStatisticsHandler((_, statistics) => _coordinator.Read(statistics))
            .Build();

    private void Poll(IConsumer<byte[], byte[]> consumer)
    {
        while (!_stopping.IsSet)
        {
            if (!_hasRoom.Wait(PollInterval))
            {
                AwaitRoom(consumer);
            }

            Receive(consumer);
            _recovery.Serve(consumer);
            _coordinator.ThrowIfStuck();
        }
    }

    /// <summary>Pauses the partitions, but goes on polling them, so that the group does not expel the member meanwhile.</summary>
    private void AwaitRoom(IConsumer<byte[], byte[]> consumer)
    {
        var paused = consumer.Assignment;
        consumer.Pause(paused);
        LogPaused(_settings.Topic, _settings.MaxInFlight);

        while (!_hasRoom.IsSet && !_stopping.IsSet)
        {
            // A partition that is assigned meanwhile is not paused; what it delivers is over the limit, but not lost.
            Receive(consumer);
            _recovery.Serve(consumer);
            _coordinator.ThrowIfStuck();
        }

        consumer.Resume(paused.Intersect(consumer.Assignment));
        LogResumed(_settings.Topic);
    }

    private void Receive(IConsumer<byte[], byte[]> consumer)
    {
        try
        {
            if (consumer.Consume(PollInterval) is { } result && _checkpoints.TryGetValue(result.TopicPartition, out var checkpoint))
            {
                checkpoint.Add(result.Offset);
                CountInFlight(+1);
                _dispatcher.Dispatch(new(result, checkpoint));
            }
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // An unknown topic, an unavailable broker: librdkafka goes on trying.
            LogConsumeError(_settings.Topic, exception.Error.Reason);
            _stopping.Wait(PollInterval);
        }
    }

    private async Task ProcessAsync(ConsumedRecord record)
    {
        try
        {
            await _processor.ProcessAsync(record).ConfigureAwait(false);
        }
        finally
        {
            CountInFlight(-1);
        }
    }

    private void CountInFlight(int change)
    {
        lock (_roomGate)
        {
            _inFlight += change;
            if (_inFlight >= _settings.MaxInFlight)
            {
                _hasRoom.Reset();
            }
            else
            {
                _hasRoom.Set();
            }
        }
    }

    private void OnAssigned(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        lock (_checkpointGate)
        {
            foreach (var partition in partitions)
            {
                _checkpoints[partition] = new(partition);
            }
        }

        UpdateStatus();
        LogAssigned(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
    }

    /// <summary>Gives partitions up: lets what is in progress end within the drain timeout, and stops the rest.</summary>
    /// <remarks>What is done by then the client commits, before it leaves the partitions.</remarks>
    private void Release(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, bool drain)
    {
        var released = partitions.Where(_checkpoints.ContainsKey).Select(p => _checkpoints[p]).ToList();
        if (released.Count == 0)
        {
            return;
        }

        released.ForEach(checkpoint => checkpoint.Release());
        if (drain)
        {
            Task.WaitAll([.. released.Select(c => c.WhenIdleAsync())], _settings.DrainTimeout);
            StoreOffsets(consumer);
        }

        lock (_checkpointGate)
        {
            released.ForEach(checkpoint => _checkpoints.Remove(checkpoint.Partition));
        }

        released.ForEach(checkpoint => checkpoint.Stop());

        UpdateStatus();
        LogReleased(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
    }

    /// <summary>Tells the client how far each partition is done. Does not wait for anything.</summary>
    private void StoreOffsets(IConsumer<byte[], byte[]> consumer)
    {
        lock (_checkpointGate)
        {
            foreach (var offset in _checkpoints.Values.Select(c => c.TakeFinished()).OfType<TopicPartitionOffset>())
            {
                try
                {
                    consumer.StoreOffset(offset);
                }
                catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
                {
                    // No longer ours: its next owner consumes it again.
                    LogNotStored(exception, offset.Topic, offset.Partition, offset.Offset);
                }
            }
        }
    }

    // A client without a coordinator tries several times a second: that is said once.
    private void OnCommitted(Error error)
    {
        var fail = error.IsError && error.Code != ErrorCode.Local_NoOffset;
        if (fail && !_commitsFail)
        {
            LogCommitFailed(_settings.Topic, error.Reason);
        }

        _commitsFail = fail;
    }

    private void UpdateStatus() => Status = _checkpoints.Count > 0
        ? EndpointStatus.Ready($"{_checkpoints.Count} partitions assigned")
        : EndpointStatus.NotReady("no partition assigned");
}
