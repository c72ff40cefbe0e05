namespace KafkaRider;

/// <summary>Follows a topic: gets every record of every partition, from where it chooses to start, for as long as the process runs.</summary>
/// <remarks>
/// There is no consumer group and no commit: every process that follows a topic gets all of it, and again after a restart. A record may come
/// more than once, so following must be idempotent.
/// All topics that a rider follows are read by one client, on one thread of its own, and records are given out there: a follower that takes long
/// over one, or waits for something, holds up the followers of all other topics as well. <see cref="GetMarks"/>, <see cref="CheckedMarks"/> and
/// <see cref="GetStart"/> are called on another thread, and may take their time; only their own topic waits. The members of the followers of one
/// topic are called one at a time.
/// </remarks>
public interface ITopicFollower
{
    /// <summary>Returns the last records that it got of each partition before, if it has kept what it made of them. Is asked first of all.</summary>
    /// <returns>By default, none.</returns>
    IReadOnlyCollection<FollowMark> GetMarks() => [];

    /// <summary>Is told, if there are marks, whether the topic holds those records still, all of them where they were.</summary>
    /// <param name="isSameTopic">
    /// Whether it does. If not, the topic was created anew or has lost records, and what was made of it before is not to be trusted.
    /// </param>
    void CheckedMarks(bool isSameTopic)
    {
    }

    /// <summary>Returns where to start in a partition. Is asked for each before its first record.</summary>
    /// <param name="partition">The number of the partition.</param>
    /// <returns>By default, the oldest record.</returns>
    FollowStart GetStart(int partition) => FollowStart.Beginning;

    /// <summary>Takes one record. The records of one partition come in the order of the log.</summary>
    /// <param name="record">The record.</param>
    /// <remarks>A record for which this throws is counted, logged and passed over: one bad record does not stop the others.</remarks>
    void Receive(FollowedRecord record);

    /// <summary>Is told that the topic was deleted and made anew: what came of it is gone. What is in it now comes next, from where it is asked anew.</summary>
    void MadeAnew()
    {
    }

    /// <summary>Is told, once, and again after <see cref="MadeAnew"/>, that every record has come that was in the topic when following began.</summary>
    void CaughtUp()
    {
    }

    /// <summary>Is told, several times a second, how many records are in the topic that it has not got.</summary>
    /// <param name="lag">The number of records.</param>
    void Measured(long lag)
    {
    }
}
