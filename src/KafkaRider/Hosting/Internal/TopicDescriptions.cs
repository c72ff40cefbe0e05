using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Asks for topics by their names, each with its id and partitions. Nobody makes a topic because of that.</summary>
internal static class TopicDescriptions
{
    /// <summary>Returns what the brokers say of each, which may be an error.</summary>
    /// <exception cref="KafkaException">The brokers did not answer.</exception>
    public static async Task<IReadOnlyList<TopicDescription>> GetAsync(IAdminClient client, IEnumerable<string> topics, TimeSpan timeout)
    {
        try
        {
            var described = await client
                .DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), new() { RequestTimeout = timeout }).ConfigureAwait(false);
            return described.TopicDescriptions;
        }
        catch (DescribeTopicsException exception)
        {
            return exception.Results.TopicDescriptions;
        }
    }

    public static bool IsMissing(this TopicDescription topic) => topic.Error.Code == ErrorCode.UnknownTopicOrPart;

    public static bool IsThere(this TopicDescription topic) => !topic.Error.IsError && topic.Partitions.Count > 0;
}
