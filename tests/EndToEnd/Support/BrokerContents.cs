using Confluent.Kafka;
using Users.AppHost.Kafka;

namespace Users.EndToEnd.Support;

/// <summary>Deletes what a system has left on its broker.</summary>
internal static class BrokerContents
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task DeleteAsync(KafkaServer kafka)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        await Eventually.IsTrueAsync(() => AreGroupsEmptyAsync(admin), "the groups have no members");

        if (ListTopics(admin) is { Count: > 0 } topics)
        {
            await admin.DeleteTopicsAsync(topics, new() { RequestTimeout = Limit, OperationTimeout = Limit });
        }

        await Eventually.IsTrueAsync(() => ListTopics(admin).Count == 0, "the topics are deleted");
    }

    // What a group has committed goes with the topics. The group itself stays, without members: librdkafka 2.16 frees memory twice, and so ends
    // the process, where deleting several groups fails for one of them.
    private static async Task<bool> AreGroupsEmptyAsync(IAdminClient admin)
    {
        try
        {
            // A member that was killed is missed only after a while.
            var groups = (await admin.ListConsumerGroupsAsync(new() { RequestTimeout = Limit })).Valid;

            return groups.All(group => group.State is ConsumerGroupState.Empty or ConsumerGroupState.Dead);
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private static List<string> ListTopics(IAdminClient admin) =>
        [.. admin.GetMetadata(Limit).Topics.Select(topic => topic.Topic).Where(name => !name.StartsWith("__", StringComparison.Ordinal))];
}
