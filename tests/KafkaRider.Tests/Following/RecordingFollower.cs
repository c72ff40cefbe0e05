using System.Collections.Concurrent;

namespace KafkaRider.Tests.Following;

/// <summary>Notes what it gets.</summary>
internal sealed class RecordingFollower(Func<int, FollowStart>? start = null, Action<FollowedRecord>? receive = null) : ITopicFollower
{
    private int _caughtUp;
    private int _madeAnew;
    private int _before;

    public IReadOnlyCollection<FollowMark> Marks { get; init; } = [];

    /// <summary>Gets what it was told of its marks, if it was.</summary>
    public bool? IsSameTopic { get; private set; }

    public ConcurrentQueue<FollowedRecord> Records { get; } = [];

    public ConcurrentQueue<int> Threads { get; } = [];

    public int CaughtUpCount => Volatile.Read(ref _caughtUp);

    public int MadeAnewCount => Volatile.Read(ref _madeAnew);

    /// <summary>Gets what came since the topic was made anew.</summary>
    public IEnumerable<string> ValuesSinceMadeAnew => MadeAnewCount == 0 ? [] : Values.Skip(_before);

    /// <summary>Gets how many records had come when it had caught up.</summary>
    public int CountAtCatchUp { get; private set; } = -1;

    public IEnumerable<string> Values => Records.Select(record => System.Text.Encoding.UTF8.GetString(record.Value.Span));

    public IReadOnlyCollection<FollowMark> GetMarks() => Marks;

    public void CheckedMarks(bool isSameTopic) => IsSameTopic = isSameTopic;

    public FollowStart GetStart(int partition) => start?.Invoke(partition) ?? FollowStart.Beginning;

    public void Receive(FollowedRecord record)
    {
        Threads.Enqueue(Environment.CurrentManagedThreadId);
        receive?.Invoke(record);
        Records.Enqueue(record);
    }

    public void MadeAnew()
    {
        _before = Records.Count;
        Interlocked.Increment(ref _madeAnew);
    }

    public void CaughtUp()
    {
        CountAtCatchUp = Records.Count;
        Interlocked.Increment(ref _caughtUp);
    }
}
