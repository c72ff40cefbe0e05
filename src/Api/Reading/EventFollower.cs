using KafkaRider;
using KafkaRider.AspNetCore;
using Users.Api.Reading.Snapshots;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Builds the views from all that ever happened, and keeps them so.</summary>
internal sealed class EventFollower(
    UserView users, IServiceProvider services, FollowedTopics topics, SnapshotStore snapshots, EventProgress progress, TimeProvider time)
    : ITopicFollower
{
    // What outcomes mean for operations is the library's: it is told of all of them.
    private readonly OutcomeFollower _operations = services.GetRequiredKeyedService<OutcomeFollower>(Topics.Events.Name);

    public IReadOnlyCollection<FollowMark> GetMarks() => snapshots.Read();

    public void CheckedMarks(bool isSameTopic) => snapshots.Restore(isSameTopic);

    // The users go on where the snapshot ends. The operations of the last while are in none.
    public FollowStart GetStart(int partition) => progress.FindRestored(partition) is { } mark
        ? _operations.OrSooner(FollowStart.At(mark.Offset + 1))
        : FollowStart.Beginning;

    public void Receive(FollowedRecord record)
    {
        var outcome = _operations.Read(record);
        EventRules.Check(outcome, time.GetUtcNow());

        if (User.TryFrom(outcome, out var user))
        {
            users.Apply(user);
        }

        _operations.Note(record, outcome);
        progress.Note(record);
    }

    // What the users were made from is gone, so nobody knows whether they are so still. They are what the new log tells.
    public void MadeAnew()
    {
        _operations.MadeAnew();
        topics.StartedOver(Topics.Events);
        users.Clear();
        progress.Clear();
    }

    public void CaughtUp()
    {
        _operations.CaughtUp();
        topics.CaughtUp(Topics.Events);
    }
}
