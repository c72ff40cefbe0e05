using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Notes what a topic tells of processes of several steps: where they are, and what came of them.</summary>
internal sealed class ProcessFollower(
    string topic, OperationView view, OutcomeRegistry outcomes, CaughtUpTopics topics, IOptions<OperationsOptions> options, TimeProvider time)
    : ITopicFollower
{
    // Each has several events.
    private const int EventsOfOne = 4;

    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, EventsOfOne * options.Value.MaxRead);

    public void Receive(FollowedRecord record)
    {
        if (!record.IsNew && record.Timestamp < view.Horizon)
        {
            return;
        }

        if (record.TryRead<ProcessChanged>(out var changed))
        {
            view.Move(changed, record.Timestamp, record.IsNew);
        }
        else if (record.FindOperationId() is { } operation)
        {
            view.Complete(operation, outcomes.Read(record, time.GetUtcNow()), record.GetFingerprint(), record.Timestamp, record.IsNew);
        }
    }

    // What is known of operations is true all the same.
    public void MadeAnew() => topics.Started(topic);

    public void CaughtUp() => topics.CaughtUp(topic);
}
