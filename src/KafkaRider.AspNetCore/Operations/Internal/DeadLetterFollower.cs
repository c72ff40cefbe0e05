using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Notes every command that could not be executed.</summary>
internal sealed class DeadLetterFollower(string topic, OperationView view, CaughtUpTopics topics, CommandTypes commands, IOptions<OperationsOptions> options)
    : ITopicFollower
{
    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, options.Value.MaxCount);

    public void Receive(FollowedRecord record)
    {
        if (commands.Include(topic, record))
        {
            view.Complete(
                record.GetOperationId(), new CommandFailed(), record.GetFingerprint(), record.Timestamp, record.IsNew,
                CallerKeys.Parse(record.GetHeader(CommandHeaders.Caller)));
        }
    }

    // What is known of operations is true all the same.
    public void MadeAnew() => topics.Started(topic);

    public void CaughtUp() => topics.CaughtUp(topic);
}
