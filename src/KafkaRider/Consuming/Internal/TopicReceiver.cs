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
    private readonly KeyedDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly Dictionary<TopicPartition, PartitionCheckpoint> _checkpoints = [];
    private readonly Lock _roomGate = new();
    private readonly ManualResetEventSlim _hasRoom = new(initialState: true);
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _commitGate = new();
    private int _inFlight;
    private bool _started;

    public TopicReceiver(ConsumerConfig config, TopicEndpointSettings settings, RecordProcessor processor, ILogger<TopicReceiver> logger)
    {
        _config = config;
        _settings = settings;
        _processor = processor;
        _dispatcher = new(ProcessAsync);
        _logger = logger;
        Status = EndpointStatus.NotReady("joining the group");
    }

    /// <summary>Gets what health reports of the endpoint.</summary>
    public EndpointStatus Status { get; private set; }

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
                using var consumer = Build();
                using var committer = new Timer(_ => TryCommit(consumer), null, _settings.CheckpointInterval, _settings.CheckpointInterval);
                try
                {
                    consumer.Subscribe(_settings.Topic);
                    Poll(consumer);
                }
                finally
                {
                    // Not before a commit under way has ended: the client is about to be closed.
                    committer.Change(Timeout.Infinite, Timeout.Infinite);
                    Release(consumer, [.. _checkpoints.Keys], commit: true);
                    lock (_commitGate)
                    {
                        consumer.Close();
                    }
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
            .SetPartitionsAssignedHandler(OnAssigned)
            .SetPartitionsRevokedHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), commit: true))
            .SetPartitionsLostHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), commit: false))
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
        await _processor.ProcessAsync(record).ConfigureAwait(false);
        CountInFlight(-1);
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
        lock (_commitGate)
        {
            foreach (var partition in partitions)
            {
                _checkpoints[partition] = new(partition);
            }
        }

        UpdateStatus();
        LogAssigned(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
    }

    /// <summary>Gives partitions up: lets what is in progress end within the drain timeout, commits, and stops the rest.</summary>
    private void Release(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, bool commit)
    {
        var released = partitions.Where(_checkpoints.ContainsKey).Select(p => _checkpoints[p]).ToList();
        if (released.Count == 0)
        {
            return;
        }

        if (commit)
        {
            Task.WaitAll([.. released.Select(c => c.WhenIdleAsync())], _settings.DrainTimeout);
            Commit(consumer);
        }

        lock (_commitGate)
        {
            foreach (var checkpoint in released)
            {
                _checkpoints.Remove(checkpoint.Partition);
                checkpoint.Stop();
            }
        }

        UpdateStatus();
        LogReleased(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
    }

    // While brokers are away a commit can take its time; the next one must not pile up behind it.
    private void TryCommit(IConsumer<byte[], byte[]> consumer)
    {
        if (_commitGate.TryEnter())
        {
            try
            {
                Commit(consumer);
            }
            finally
            {
                _commitGate.Exit();
            }
        }
    }

    private void Commit(IConsumer<byte[], byte[]> consumer)
    {
        lock (_commitGate)
        {
            var offsets = _checkpoints.Values.Select(c => c.GetUncommitted()).OfType<TopicPartitionOffset>().ToList();
            if (offsets.Count == 0)
            {
                return;
            }

            try
            {
                consumer.Commit(offsets);
                foreach (var offset in offsets)
                {
                    _checkpoints[offset.TopicPartition].Committed(offset.Offset);
                }
            }
            catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
            {
                // Committed again with the next interval, or consumed again by the next owner.
                LogCommitFailed(exception, _settings.Topic);
            }
        }
    }

    private void UpdateStatus() => Status = _checkpoints.Count > 0
        ? EndpointStatus.Ready($"{_checkpoints.Count} partitions assigned")
        : EndpointStatus.NotReady("no partition assigned");
}
