using KafkaRider;
using Microsoft.Extensions.Options;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Operations;

/// <summary>Notes every command that could not be executed.</summary>
internal sealed class DeadLetterFollower(OperationView view, FollowedTopics topics, IOptions<OperationsOptions> options) : ITopicFollower
{
    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, options.Value.MaxCount);

    public void Receive(FollowedRecord record) =>
        view.Complete(record.GetOperationId(), new CommandFailed(), record.GetFingerprint(), record.Timestamp, record.IsNew);

    // What is known of operations is true all the same.
    public void MadeAnew() => topics.StartedOver(Topics.DeadLetters);

    public void CaughtUp() => topics.CaughtUp(Topics.DeadLetters);
}
