using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Notes every command that Kafka has taken, whichever instance sent it.</summary>
internal sealed class CommandFollower(string topic, OperationView view, CaughtUpTopics topics, CommandTypes commands, IOptions<OperationsOptions> options)
    : ITopicFollower
{
    // More than are kept would only be read to be forgotten.
    public FollowStart GetStart(int partition) => FollowStart.Since(view.Horizon, options.Value.MaxRead);

    // The topic of a process has more than the commands that start it.
    public void Receive(FollowedRecord record)
    {
        if (commands.Include(topic, record))
        {
            view.Accept(
                record.GetOperationId(), record.Timestamp, record.IsNew, CallerKeys.Parse(record.GetHeader(CommandHeaders.Caller)), record.GetFingerprint());
        }
    }

    // What is known of operations is true all the same.
    public void MadeAnew() => topics.Started(topic);

    public void CaughtUp() => topics.CaughtUp(topic);
}
