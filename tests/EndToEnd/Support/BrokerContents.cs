using Confluent.Kafka;
using Users.AppHost.Kafka;

namespace Users.EndToEnd.Support;

/// <summary>Deletes what a system has left on its broker.</summary>
internal static class BrokerContents
{
    // Longer than anything takes: a request to a coordinator whose time runs out is freed twice when its answer comes after all, and librdkafka
    // aborts the process.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task DeleteAsync(KafkaServer kafka)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        await Eventually.IsTrueAsync(() => TryDeleteGroupsAsync(admin), "the groups are deleted");

        if (ListTopics(admin) is { Count: > 0 } topics)
        {
            await admin.DeleteTopicsAsync(topics, new() { RequestTimeout = Limit, OperationTimeout = Limit });
        }

        await Eventually.IsTrueAsync(() => ListTopics(admin).Count == 0, "the topics are deleted");
    }

    // A member that was killed is missed only after a while, and until then its group cannot be deleted.
    private static async Task<bool> TryDeleteGroupsAsync(IAdminClient admin)
    {
        try
        {
            var groups = (await admin.ListConsumerGroupsAsync(new() { RequestTimeout = Limit })).Valid.Select(group => group.GroupId).ToList();
            await (groups.Count == 0 ? Task.CompletedTask : admin.DeleteGroupsAsync(groups, new() { RequestTimeout = Limit }));

            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private static List<string> ListTopics(IAdminClient admin) =>
        [.. admin.GetMetadata(Limit).Topics.Select(topic => topic.Topic).Where(name => !name.StartsWith("__", StringComparison.Ordinal))];
}
