using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads all partitions of a topic for those who follow it, with a client that it shares with the readers of other topics.</summary>
/// <remarks>
/// After a failure it goes on where it was. It is ready once it has caught up, unless it falls far behind. Whatever becomes of its topic is its
/// own affair: what takes a while is done aside, what fails is tried again after a rest, and the client goes on with the other topics meanwhile.
/// Is used by the thread of the client, but for what says otherwise.
/// </remarks>
internal sealed class TopicReader
{
    private readonly TopicWatch _topics;
    private readonly TopicFollowers _followers;
    private readonly FollowOffsets _offsets;
    private readonly long _lagLimit;
    private readonly FollowedPartitions _partitions;
    private readonly InterruptionLog _interruptions;
    private readonly Attempts _attempts;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<IReadOnlyList<(TopicPartition Partition, long Start, long End)>>? _preparing;
    private (long Since, TimeSpan Duration)? _rest;
    private TopicState? _known;
    private string? _id;
    private volatile EndpointStatus _status = EndpointStatus.NotReady("not connected yet");

    public TopicReader(
        string topic, TopicWatch topics, TopicFollowers followers, FollowOffsets offsets, long lagLimit, KafkaJsonSerializer serializer,
        RiderMetrics metrics, TimeProvider time, ILogger<TopicReader> logger)
    {
        Topic = topic;
        _topics = topics;
        _followers = followers;
        _offsets = offsets;
        _lagLimit = lagLimit;
        _partitions = new(topic, followers, offsets, serializer, metrics, time, logger);
        _interruptions = new(topic, time, logger);
        _attempts = new(time);
        _time = time;
    }

    public string Topic { get; }

    /// <summary>Gets what health reports. What follows too far behind would show what is long out of date. Any thread may ask.</summary>
    public EndpointStatus Status
    {
        get => _status is { IsReady: true } && Lag is { } lag && lag > _lagLimit
            ? EndpointStatus.NotReady($"is {lag} records behind, and may be {_lagLimit}")
            : _status;
        set
        {
            _status = value;
            if (value.IsReady)
            {
                _ready.TrySetResult();
            }
        }
    }

    /// <summary>Gets a task that ends when the topic is caught up with for the first time.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Gets how many records are in the topic that the followers have not got, or <see langword="null"/> while that is not known.</summary>
    public long? Lag => _partitions.Lag;

    /// <summary>Gets how many records the followers were given.</summary>
    public long Followed => _partitions.Followed;

    /// <summary>Gets whether the client reads the topic.</summary>
    public bool Reads { get; private set; }

    /// <summary>Gets whether something is done aside that is soon to be gone on with.</summary>
    public bool IsPreparing => _preparing is not null;

    /// <summary>Gets whether the client must not be used for this topic any more.</summary>
    public bool NeedsAnotherClient { get; private set; }

    /// <summary>Begins with a client that reads nothing of the topic yet, where the former one was.</summary>
    public void Begin(IConsumer<byte[], byte[]> consumer)
    {
        NeedsAnotherClient = false;
        if (Reads)
        {
            Assign(consumer);
        }
    }

    /// <summary>Does what is due. Is to be called several times a second.</summary>
    public void Serve(IConsumer<byte[], byte[]> consumer, Func<IConsumer<byte[], byte[]>> build)
    {
        if (_rest is { } rest && _time.GetElapsedTime(rest.Since) < rest.Duration)
        {
            return;
        }

        _rest = null;
        if (_preparing is null)
        {
            KeepUpWithTopic(consumer, build);
        }
        else if (_preparing.IsCompleted)
        {
            Read(consumer);
        }

        if (Reads)
        {
            _partitions.Measure(consumer);
            Status = _partitions.Describe();
            NeedsAnotherClient |= _partitions.IsStuck;
        }
    }

    public void Take(ConsumeResult<byte[], byte[]> result) => _partitions.Take(result);

    /// <summary>Gives the topic up for a moment.</summary>
    /// <param name="consumer">The client, which goes on with other topics.</param>
    /// <param name="exception">What failed.</param>
    /// <param name="reason">Why, in words.</param>
    public void Fail(IConsumer<byte[], byte[]> consumer, Exception exception, string reason)
    {
        Status = _interruptions.Note(exception, reason);
        _rest = (_time.GetTimestamp(), _attempts.Fail());
        _known = null;

        // A client that stays without an answer may be at fault itself; what is refused to one is refused to every other.
        NeedsAnotherClient = NeedsAnotherClient
            || (Reads && _attempts.Failures % ConsumerLoop.AttemptsOfAClient == 0 && KafkaFailures.Classify(exception) != FailureKind.NeverPasses);
        Unassign(consumer);
    }

    /// <summary>Forgets the client, of which nothing comes any more.</summary>
    public void Abandon() => _partitions.Abandon();

    /// <summary>Waits until nothing is done aside. Is used once the thread of the client has ended.</summary>
    public async Task WhenIdleAsync() =>
        await Task.WhenAll(_preparing ?? Task.CompletedTask, _partitions.WhenAnsweredAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void KeepUpWithTopic(IConsumer<byte[], byte[]> consumer, Func<IConsumer<byte[], byte[]>> build)
    {
        var topic = _topics.Find(Topic);
        if (topic is null)
        {
            if (!Reads)
            {
                Prepare(build);
            }

            return;
        }

        if (ReferenceEquals(topic, _known))
        {
            return;
        }

        _known = topic;
        if (!topic.Exists)
        {
            Unassign(consumer);
            Status = EndpointStatus.NotReady($"topic {Topic} does not exist");
        }
        else if (topic.IsAnotherThan(_id))
        {
            _id = topic.Id;
            StartOver(consumer);
        }
        else
        {
            _id = topic.Id;
            if (!Reads || topic.Partitions > _partitions.Count)
            {
                Prepare(build);
            }
        }
    }

    /// <summary>Finds out aside where to read the partitions from that are not known yet.</summary>
    private void Prepare(Func<IConsumer<byte[], byte[]>> build)
    {
        _attempts.Begin();
        var known = _partitions.All.Select(progress => progress.Partition).ToHashSet();

        // On a thread of its own, as brokers may let it wait; what awaits it is the next turn.
        _preparing = Task.Factory.StartNew(
            () => PrepareAsync(known, build), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    private async Task<IReadOnlyList<(TopicPartition Partition, long Start, long End)>> PrepareAsync(
        HashSet<TopicPartition> known, Func<IConsumer<byte[], byte[]>> build)
    {
        var partitions = _offsets.GetPartitions(Topic);
        FollowMarks.Check(_followers, partitions, build, _time);
        var starts = partitions.Where(partition => !known.Contains(partition))
            .ToDictionary(partition => partition, partition => _followers.GetStart(partition.Partition.Value));
        return starts.Count == 0 ? [] : await _offsets.FindAsync(starts).ConfigureAwait(false);
    }

    /// <summary>Reads every partition from where it is; those that are new, from where the followers want to start.</summary>
    private void Read(IConsumer<byte[], byte[]> consumer)
    {
        var prepared = _preparing!;
        _preparing = null;
        foreach (var (partition, start, end) in prepared.GetAwaiter().GetResult())
        {
            _partitions.Add(partition, start, end);
        }

        Assign(consumer);

        // Not every broker may know of all of them yet.
        _known = _known?.Partitions > _partitions.Count ? null : _known;
    }

    private void Assign(IConsumer<byte[], byte[]> consumer)
    {
        var added = _partitions.All.Where(progress => !progress.IsAssigned).ToList();
        if (added.Count > 0)
        {
            consumer.IncrementalAssign(added.Select(progress => progress.Position));
        }

        added.ForEach(progress => progress.IsAssigned = true);
        Reads = true;
        Status = _partitions.Describe();
    }

    private void Unassign(IConsumer<byte[], byte[]> consumer)
    {
        Reads = false;
        var given = _partitions.All.Where(progress => progress.IsAssigned).Select(progress => progress.Partition).ToList();
        _partitions.Abandon();
        try
        {
            if (given.Count > 0)
            {
                consumer.IncrementalUnassign(given);
            }
        }
        catch (KafkaException)
        {
            // What it still reads, only its end ends.
            NeedsAnotherClient = true;
        }
    }

    /// <summary>Forgets what was read, and reads the new topic with another client: this one may still ask for what was there.</summary>
    private void StartOver(IConsumer<byte[], byte[]> consumer)
    {
        Unassign(consumer);
        _known = null;
        _partitions.Clear();
        NeedsAnotherClient = true;
        Status = EndpointStatus.NotReady($"topic {Topic} was made anew: is catching up with it");
        _followers.MadeAnew();
    }
}
