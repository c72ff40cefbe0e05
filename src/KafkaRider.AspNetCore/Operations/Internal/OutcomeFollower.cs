using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Notes the outcomes that a topic tells of, so that operations can be looked up on any instance.</summary>
internal sealed class OutcomeFollower(
    string topic, OperationView view, OutcomeRegistry outcomes, CaughtUpTopics topics, IOptions<OperationsOptions> options, TimeProvider time) : ITopicFollower
{
    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, options.Value.MaxRead);

    public void Receive(FollowedRecord record)
    {
        var outcome = outcomes.Read(record, time.GetUtcNow());

        if ((record.IsNew || record.Timestamp >= view.Horizon) && record.FindOperationId() is { } operation)
        {
            view.Complete(operation, outcome, record.GetFingerprint(), record.Timestamp, record.IsNew);
        }
    }

    // What is known of operations is true all the same.
    public void MadeAnew() => topics.Started(topic);

    public void CaughtUp() => topics.CaughtUp(topic);
}
