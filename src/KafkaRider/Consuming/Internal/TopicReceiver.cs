using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads a topic as a member of a consumer group, and survives the loss of brokers.</summary>
/// <remarks>
/// While as much is in flight as may be, it first simply waits: a partition that is paused loses what was fetched ahead. Only when that takes
/// long it pauses the partitions and goes on polling, so that the group does not expel the member, and learns of rebalances.
/// </remarks>
internal sealed partial class TopicReceiver : ConsumerLoop
{
    private static readonly TimeSpan JoinInterval = TimeSpan.FromMilliseconds(200);

    private readonly TopicEndpointSettings _settings;
    private readonly RecordProcessor _processor;
    private readonly FailingRecords _failing;
    private readonly KeyedDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly Dictionary<TopicPartition, PartitionCheckpoint> _checkpoints = [];
    private readonly Queue<ConsumedRecord> _held = [];
    private readonly Room _room;
    private readonly PartitionFlow _flow;
    private readonly Backlog _backlog;
    private readonly CoordinatorWatch _coordinator;
    private readonly GroupClaim _claim;
    private readonly LogBudget _errors;
    private readonly GroupTopic _topic;
    private long _stored;
    private bool _commitsFail;
    private string? _obstacle;
    private bool _hasJoined;
    private bool _isOurs;

    public TopicReceiver(
        ConsumerConfig config, TopicEndpointSettings settings, TopicWatch topics, RecordProcessor processor, FailingRecords failing, TimeProvider time,
        ILogger<TopicReceiver> logger)
        : base(Complete(config, settings), settings.Topic, EndpointStatus.NotReady("joining the group"), time, logger)
    {
        _settings = settings;
        _topic = new(settings.Topic, topics);
        _coordinator = new(settings.CoordinatorLimit);
        _claim = new(settings, time, logger);
        _processor = processor;
        _failing = failing;
        _room = new(settings.MaxInFlight);
        _flow = new(settings, time, logger);
        _backlog = new(settings.Topic, time);
        _dispatcher = new(ProcessAsync, settings.ConcurrentMessageLimit);
        _errors = new(time);
        _logger = logger;
    }

    public override EndpointStatus Status
    {
        get
        {
            var status = base.Status;
            return !status.IsReady ? status
                : (_failing.Describe() ?? _backlog.Blocking) is { } reason ? EndpointStatus.NotReady(reason)
                : _backlog.Slow is { } slow ? EndpointStatus.Ready($"{status.Description}; {slow}")
                : status;
        }
    }

    public string Topic => _settings.Topic;

    protected override bool JoinsGroup => true;

    /// <summary>Gets how many records are read but cannot be committed yet.</summary>
    public long Uncommitted => _backlog.Count;

    // The client commits by itself, in the background, what is stored; and only what is done is stored. A commit that somebody
    // awaits would hold up a rebalance, for as long as the group has no coordinator.
    private static ConsumerConfig Complete(ConsumerConfig config, TopicEndpointSettings settings) => new(config)
    {
        EnableAutoCommit = true,
        AutoCommitIntervalMs = (int)settings.CheckpointInterval.TotalMilliseconds,
        StatisticsIntervalMs = (int)CoordinatorWatch.Interval.TotalMilliseconds,
    };

    protected override void Configure(ConsumerBuilder<byte[], byte[]> builder) => builder
        .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
        .SetPartitionsRevokedHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), drain: true))
        .SetPartitionsLostHandler((consumer, partitions) => Release(consumer, partitions.ConvertAll(p => p.TopicPartition), drain: false))
        .SetOffsetsCommittedHandler((_, committed) => OnCommitted(committed.Error))
        .SetStatisticsHandler((_, statistics) => OnStatistics(statistics));

    protected override void Begin(IConsumer<byte[], byte[]> consumer)
    {
        _coordinator.Reset();
        _flow.Reset();
        _hasJoined = false;
    }

    protected override void Turn(IConsumer<byte[], byte[]> consumer)
    {
        if (!_hasJoined && !TryJoin(consumer))
        {
            return;
        }

        if (_topic.IsMadeAnew())
        {
            StartOver(consumer);
            return;
        }

        StoreOffsetsIfDue(consumer);
        _coordinator.ThrowIfStuck();
        _isOurs = _checkpoints.Count == 0 || _claim.Verify(consumer);

        if (!_isOurs)
        {
            Rest(PollInterval);
            Receive(consumer, TimeSpan.Zero);
            return;
        }

        if (_room.IsLeft)
        {
            _flow.NoteRoom();
            if (_held.TryDequeue(out var held))
            {
                Dispatch(held);
                return;
            }
        }
        else if (_room.Wait(Shortest(PollInterval, _settings.CheckpointInterval)) || !_flow.NoteNoRoom())
        {
            return;
        }

        _flow.Apply(consumer, _checkpoints.Values);

        // What waits for room wakes this thread by itself.
        Receive(consumer, _flow.IsFull ? TimeSpan.Zero : Shortest(PollInterval, _settings.CheckpointInterval));
    }

    protected override void End(IConsumer<byte[], byte[]> consumer)
    {
        Release(consumer, [.. _checkpoints.Keys], drain: true);
        consumer.Close();
    }

    protected override void Abandon()
    {
        foreach (var checkpoint in _checkpoints.Values)
        {
            checkpoint.Stop();
        }

        DropHeld();
        _checkpoints.Clear();
    }

    private bool TryJoin(IConsumer<byte[], byte[]> consumer)
    {
        if (_claim.TryTake(consumer) is { } obstacle)
        {
            base.Status = EndpointStatus.NotReady(obstacle);
            Rest(JoinInterval);
            return false;
        }

        base.Status = EndpointStatus.NotReady("joining the group");
        consumer.Subscribe(_settings.Topic);
        _hasJoined = true;
        return true;
    }

    private void Receive(IConsumer<byte[], byte[]> consumer, TimeSpan timeout)
    {
        try
        {
            if (consumer.Consume(timeout) is { } result && _checkpoints.TryGetValue(result.TopicPartition, out var checkpoint))
            {
                if (checkpoint.Add(result.Offset, Time.GetTimestamp()))
                {
                    _flow.NoteChange();
                }

                var record = new ConsumedRecord(result, checkpoint);
                if (_room.IsLeft && _isOurs)
                {
                    Dispatch(record);
                }
                else
                {
                    // Of a partition that was assigned just now, or while everything else is paused.
                    _held.Enqueue(record);
                }
            }
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // An unknown topic, an unavailable broker, a missing right: librdkafka goes on trying.
            _obstacle = exception.Error.Reason;
            UpdateStatus();
            if (_errors.TryTake(out var leftOut))
            {
                LogConsumeError(_settings.Topic, exception.Error.Reason, leftOut);
            }

            Rest(PollInterval);
        }
    }

    private void Dispatch(ConsumedRecord record)
    {
        _room.Take();
        _dispatcher.Dispatch(record);
    }

    private async Task ProcessAsync(ConsumedRecord record)
    {
        try
        {
            await _processor.ProcessAsync(record).ConfigureAwait(false);
        }
        finally
        {
            _room.Leave();
        }
    }

    /// <summary>Takes partitions, and says where to begin in each.</summary>
    private List<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        var starts = partitions.ConvertAll(partition => new TopicPartitionOffset(partition, _topic.GetStart(partition)));
        foreach (var start in starts)
        {
            // What a member has committed of the former topic counts no longer.
            _checkpoints[start.TopicPartition] = new(start.TopicPartition, _settings.MessageLimit, start.Offset == Offset.Beginning ? 0 : null);
        }

        _flow.NoteChange();
        _obstacle = null;
        _claim.NoteAssignment();
        _isOurs = false;
        UpdateStatus();
        LogAssigned(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
        return starts;
    }

    /// <summary>Begins with the topic that was made anew. What was read of the former one is done, if that takes no longer than draining may.</summary>
    private void StartOver(IConsumer<byte[], byte[]> consumer)
    {
        while (_held.TryDequeue(out var held))
        {
            Dispatch(held);
        }

        Task.WaitAll([.. _checkpoints.Values.Select(checkpoint => checkpoint.WhenIdleAsync())], _settings.DrainTimeout);
        Release(consumer, [.. _checkpoints.Keys], drain: false);

        // With another client: this one may still ask for what was there.
        Renew();
    }

    private void OnStatistics(string statistics)
    {
        _coordinator.Read(statistics);
        UpdateStatus();
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
        DropHeld();
        if (drain)
        {
            Task.WaitAll([.. released.Select(c => c.WhenIdleAsync())], _settings.DrainTimeout);
            StoreOffsets(consumer);
        }

        released.ForEach(checkpoint => _checkpoints.Remove(checkpoint.Partition));
        released.ForEach(checkpoint => checkpoint.Stop());
        UpdateStatus();
        LogReleased(_settings.Topic, string.Join(',', partitions.Select(p => p.Partition.Value)));
    }

    /// <summary>Lets go of what has not been dispatched of partitions that go.</summary>
    private void DropHeld()
    {
        for (var count = _held.Count; count > 0; count--)
        {
            var record = _held.Dequeue();
            if (record.Checkpoint.IsReleasing)
            {
                record.Checkpoint.Complete(record.Received.Offset, done: false);
            }
            else
            {
                _held.Enqueue(record);
            }
        }
    }

    private void StoreOffsetsIfDue(IConsumer<byte[], byte[]> consumer)
    {
        if (_stored == 0 || Time.GetElapsedTime(_stored) >= _settings.CheckpointInterval)
        {
            StoreOffsets(consumer);
            _backlog.Measure(_checkpoints.Values);
            _flow.Review(_checkpoints.Values);
            _stored = Time.GetTimestamp();
        }
    }

    /// <summary>Tells the client how far each partition is done. Does not wait for anything.</summary>
    private void StoreOffsets(IConsumer<byte[], byte[]> consumer)
    {
        foreach (var offset in _checkpoints.Values.Select(c => c.TakeFinished()).OfType<TopicPartitionOffset>())
        {
            try
            {
                consumer.StoreOffset(offset);
            }
            catch (KafkaException exception)
            {
                // No longer ours: its next owner consumes it again.
                LogNotStored(exception, offset.Topic, offset.Partition, offset.Offset);
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

    private void UpdateStatus() => base.Status =
        _checkpoints.Count > 0 ? EndpointStatus.Ready($"{_checkpoints.Count} partitions assigned")
        : _coordinator.IsMember ? EndpointStatus.Ready("stands by: the other members of the group have all partitions")
        : EndpointStatus.NotReady(_obstacle is null ? "joining the group" : $"joining the group {_settings.GroupId}: {_obstacle}");

    private static TimeSpan Shortest(TimeSpan x, TimeSpan y) => x < y ? x : y;
}
