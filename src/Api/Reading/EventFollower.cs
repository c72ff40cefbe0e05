using KafkaRider;
using Microsoft.Extensions.Options;
using Users.Api.Operations;
using Users.Api.Reading.Snapshots;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Builds the views from all that ever happened, and keeps them so.</summary>
internal sealed class EventFollower(
    UserView users, OperationView operations, FollowedTopics topics, SnapshotStore snapshots, EventProgress progress,
    IOptions<OperationsOptions> options, TimeProvider time)
    : ITopicFollower
{
    public IReadOnlyCollection<FollowMark> GetMarks() => snapshots.Read();

    public void CheckedMarks(bool isSameTopic) => snapshots.Restore(isSameTopic);

    // The users go on where the snapshot ends. The operations of the last while are in none.
    public FollowStart GetStart(int partition) => progress.FindRestored(partition) is { } mark
        ? FollowStart.At(mark.Offset + 1).OrSince(operations.Horizon, options.Value.MaxRead)
        : FollowStart.Beginning;

    public void Receive(FollowedRecord record)
    {
        var outcome = Read(record);
        EventRules.Check(outcome, time.GetUtcNow());

        if (User.TryFrom(outcome, out var user))
        {
            users.Apply(user);
        }

        if ((record.IsNew || record.Timestamp >= operations.Horizon) && record.FindOperationId() is { } operation)
        {
            operations.Complete(operation, outcome, record.GetFingerprint(), record.Timestamp, record.IsNew);
        }

        progress.Note(record);
    }

    // What the users were made from is gone, so nobody knows whether they are so still. They are what the new log tells.
    public void MadeAnew()
    {
        topics.StartedOver(Topics.Events);
        users.Clear();
        progress.Clear();
    }

    public void CaughtUp() => topics.CaughtUp(Topics.Events);

    private static object Read(FollowedRecord record) =>
        record.TryRead<UserCreated>(out var created) ? created
        : record.TryRead<UserUpdated>(out var updated) ? updated
        : record.TryRead<UserDeleted>(out var deleted) ? deleted
        : record.TryRead<UserDuplicated>(out var duplicated) ? duplicated
        : record.TryRead<UserNotFound>(out var notFound) ? notFound
        : record.TryRead<UserVersionConflict>(out var conflict) ? conflict
        : throw new InvalidRecordException("The record is of no type that is known as an outcome.");
}
