using KafkaRider;
using Users.Api.Operations;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Builds the views from all that ever happened, and keeps them so.</summary>
internal sealed class EventFollower(UserView users, OperationView operations, FollowedTopics topics) : ITopicFollower
{
    public void Receive(FollowedRecord record)
    {
        var outcome = Read(record);

        if (outcome is UserCreated created)
        {
            users.Apply(created);
        }

        if (record.Timestamp >= operations.Horizon)
        {
            operations.Complete(record.GetOperationId(), outcome, record.Timestamp);
        }
    }

    public void CaughtUp() => topics.CaughtUp(Topics.Events);

    private static object Read(FollowedRecord record) =>
        record.TryRead<UserCreated>(out var created) ? created
        : record.TryRead<UserDuplicated>(out var duplicated) ? duplicated
        : throw new InvalidRecordException("The record is of no type that is known as an outcome.");
}
