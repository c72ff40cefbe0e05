namespace KafkaRider.Internal;

/// <summary>Represents all who follow one topic in this process. It is read once for all of them.</summary>
/// <remarks>What they are asked before the first record comes is asked on another thread, but they are called one at a time.</remarks>
internal sealed class TopicFollowers(IReadOnlyList<ITopicFollower> followers)
{
    private readonly Lock _turn = new();
    private Queue<(ITopicFollower Follower, IReadOnlyCollection<FollowMark> Marks)>? _unchecked;

    /// <summary>Tells each follower that has marks whether the topic holds them. What fails in between is gone on with the next time.</summary>
    public void CheckMarks(Func<IReadOnlyCollection<FollowMark>, bool> areInTopic)
    {
        lock (_turn)
        {
            _unchecked ??= new(followers.Select(follower => (follower, follower.GetMarks())).Where(pair => pair.Item2.Count > 0));

            while (_unchecked.TryPeek(out var next))
            {
                next.Follower.CheckedMarks(areInTopic(next.Marks));
                _unchecked.Dequeue();
            }
        }
    }

    public FollowStart GetStart(int partition)
    {
        lock (_turn)
        {
            return followers.Select(follower => follower.GetStart(partition)).Aggregate(FollowStart.Earlier);
        }
    }

    /// <summary>Gives a record to each. The failure of one, which is thrown in the end, keeps it from none of the others.</summary>
    public void Receive(FollowedRecord record)
    {
        Exception? failure = null;

        lock (_turn)
        {
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
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    public void MadeAnew() => Tell(follower => follower.MadeAnew(), () => _unchecked = []);

    public void CaughtUp() => Tell(follower => follower.CaughtUp());

    public void Measured(long lag) => Tell(follower => follower.Measured(lag));

    private void Tell(Action<ITopicFollower> tell, Action? before = null)
    {
        lock (_turn)
        {
            before?.Invoke();
            foreach (var follower in followers)
            {
                tell(follower);
            }
        }
    }
}
