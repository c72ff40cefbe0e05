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
    private static readonly TimeSpan StatisticsTolerance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestCommitInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan JoinInterval = TimeSpan.FromMilliseconds(200);

    // What else a turn looks after is not due more often than that.
    private const int RecordsOfATurn = 64;

    private readonly TopicEndpointSettings _settings;
    private readonly RecordProcessor _processor;
    private readonly FailingRecords _failing;
    private readonly IRecordDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly AssignedPartitions _partitions;
    private readonly Room _room;
    private readonly PartitionFlow _flow;
    private readonly Backlog _backlog;
    private readonly CoordinatorWatch _coordinator;
    private readonly GroupClaim _claim;
    private readonly LogBudget _errors;
    private readonly GroupTopic _topic;
    private readonly TimeSpan _statisticsInterval;
    private long _stored;
    private long _turnBegan;
    private long _toldStatistics;
    private int _done;
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
        _topic = new(settings, topics);
        _coordinator = new(settings.CoordinatorLimit);
        _claim = new(settings, time, logger);
        _partitions = new(settings, logger);
        _processor = processor;
        _failing = failing;
        _room = new(settings.MaxInFlight);
        _flow = new(settings, time, logger);
        _backlog = new(settings.Topic, time);
        _dispatcher = CreateDispatcher();
        _errors = new(time);
        _logger = logger;
        _statisticsInterval = TimeSpan.FromMilliseconds(config.StatisticsIntervalMs ?? 0);
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
        AutoCommitIntervalMs = (int)Shortest(settings.CheckpointInterval, LongestCommitInterval).TotalMilliseconds,
        StatisticsIntervalMs = Math.Min(config.StatisticsIntervalMs is > 0 and var asked ? asked : int.MaxValue, (int)CoordinatorWatch.Interval.TotalMilliseconds),
    };

    protected override void Configure(ConsumerBuilder<byte[], byte[]> builder) => builder
        .SetPartitionsAssignedHandler(OnAssigned)
        .SetPartitionsRevokedHandler((consumer, partitions) => Release(consumer, partitions, drain: true))
        .SetPartitionsLostHandler((consumer, partitions) => Release(consumer, partitions, drain: false))
        .SetOffsetsCommittedHandler((_, committed) => OnCommitted(committed))
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

        _turnBegan = Time.GetTimestamp();
        StoreOffsetsIfDue(consumer);
        _coordinator.ThrowIfStuck();
        _isOurs = _partitions.Count == 0 || _claim.Verify(consumer);

        if (!_isOurs)
        {
            Rest(PollInterval);
            Receive(consumer, TimeSpan.Zero);
            return;
        }

        if (_room.IsLeft)
        {
            _flow.NoteRoom();
            if (_partitions.TryTakeHeld(out var held))
            {
                Dispatch(held);
                return;
            }
        }
        else if (_room.Wait(Shortest(PollInterval, _settings.CheckpointInterval)) || !_flow.NoteNoRoom())
        {
            return;
        }

        _flow.Apply(consumer, _partitions.Checkpoints);

        // What waits for room wakes this thread by itself.
        var timeout = _flow.IsFull ? TimeSpan.Zero : Shortest(PollInterval, _settings.CheckpointInterval);
        for (var count = 1; Receive(consumer, timeout) && count < RecordsOfATurn && _room.IsLeft && !IsStopping; count++)
        {
            timeout = TimeSpan.Zero;
        }
    }

    protected override void End(IConsumer<byte[], byte[]> consumer)
    {
        _partitions.ReleaseAll(consumer, drain: true);
        UpdateStatus();
        consumer.Close();
    }

    protected override void Abandon() => _partitions.Abandon();

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

    /// <summary>Takes partitions, and says where to begin in each.</summary>
    private List<TopicPartitionOffset> OnAssigned(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        var starts = partitions.ConvertAll(partition => new TopicPartitionOffset(partition, GetStart(consumer, partition)));
        _partitions.Add(starts);
        _flow.NoteChange();
        _obstacle = null;
        _claim.NoteAssignment();
        _isOurs = false;
        UpdateStatus();
        return starts;
    }

    // What another program has committed meanwhile was not consumed here.
    private Offset GetStart(IConsumer<byte[], byte[]> consumer, TopicPartition partition)
    {
        var start = _topic.GetStart(partition);
        if (start != Offset.Unset || !_settings.Taken.TryFind(partition, out var since))
        {
            return start;
        }

        try
        {
            var committed = consumer.Committed([partition], RequestTimeout).Single().Offset;
            var then = consumer.OffsetsForTimes([new(partition, new Timestamp(since))], RequestTimeout).Single().Offset;
            _settings.Taken.Forget(partition);
            if (!committed.IsSpecial && !then.IsSpecial && then < committed)
            {
                LogTakenBack(partition.Topic, partition.Partition, then, committed);
                return then;
            }
        }
        catch (KafkaException exception)
        {
            LogNotTakenBack(exception, partition.Topic, partition.Partition);
        }

        return start;
    }

    /// <summary>Begins with the topic that was made anew. What was read of the former one is done, if that takes no longer than draining may.</summary>
    private void StartOver(IConsumer<byte[], byte[]> consumer)
    {
        while (_partitions.TryTakeHeld(out var held))
        {
            Dispatch(held);
        }

        _partitions.Drain();
        _partitions.ReleaseAll(consumer, drain: false);
        UpdateStatus();

        // With another client: this one may still ask for what was there.
        Renew();
    }

    private void Release(IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> partitions, bool drain)
    {
        if (_partitions.Release(consumer, partitions.ConvertAll(p => p.TopicPartition), drain))
        {
            UpdateStatus();
        }
    }

    private void StoreOffsetsIfDue(IConsumer<byte[], byte[]> consumer)
    {
        if (_stored == 0 || Volatile.Read(ref _done) >= _settings.CheckpointMessageCount || Time.GetElapsedTime(_stored, _turnBegan) >= _settings.CheckpointInterval)
        {
            Volatile.Write(ref _done, 0);
            _partitions.StoreOffsets(consumer);
            _backlog.Measure(_partitions.Checkpoints);
            _flow.Review(_partitions.Checkpoints);
            _stored = _turnBegan;
        }
    }

    private void UpdateStatus() => base.Status =
        _partitions.Count > 0 ? EndpointStatus.Ready($"{_partitions.Count} partitions assigned")
        : _coordinator.IsMember ? EndpointStatus.Ready("stands by: the other members of the group have all partitions")
        : EndpointStatus.NotReady(_obstacle is null ? "joining the group" : $"joining the group {_settings.GroupId}: {_obstacle}");

    private static TimeSpan Shortest(TimeSpan x, TimeSpan y) => x < y ? x : y;
}
