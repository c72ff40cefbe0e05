namespace KafkaRider.Internal;

/// <summary>Represents all who follow one topic in this process. It is read once for all of them.</summary>
internal sealed class TopicFollowers(IReadOnlyList<ITopicFollower> followers)
{
    private Queue<(ITopicFollower Follower, IReadOnlyCollection<FollowMark> Marks)>? _unchecked;

    /// <summary>Tells each follower that has marks whether the topic holds them. What fails in between is gone on with the next time.</summary>
    public void CheckMarks(Func<IReadOnlyCollection<FollowMark>, bool> areInTopic)
    {
        _unchecked ??= new(followers.Select(follower => (follower, follower.GetMarks())).Where(pair => pair.Item2.Count > 0));

        while (_unchecked.TryPeek(out var next))
        {
            next.Follower.CheckedMarks(areInTopic(next.Marks));
            _unchecked.Dequeue();
        }
    }

    public FollowStart GetStart(int partition) => followers.Select(follower => follower.GetStart(partition)).Aggregate(FollowStart.Earlier);

    /// <summary>Gives a record to each. The failure of one, which is thrown in the end, keeps it from none of the others.</summary>
    public void Receive(FollowedRecord record)
    {
        Exception? failure = null;

        foreach (var follower in followers)
        {
            try
            {
                follower.Receive(record);
            }
            catch (Exception exception)
            {
                failure ??= exception;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    public void MadeAnew()
    {
        _unchecked = [];
        Tell(follower => follower.MadeAnew());
    }

    public void CaughtUp() => Tell(follower => follower.CaughtUp());

    public void Measured(long lag) => Tell(follower => follower.Measured(lag));

    private void Tell(Action<ITopicFollower> tell)
    {
        foreach (var follower in followers)
        {
            tell(follower);
        }
    }
}
