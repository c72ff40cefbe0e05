using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Users.Bench.Servers.Raw;

/// <summary>The topics of the bare request/reply: as many partitions as those of the users have.</summary>
internal static class RawTopics
{
    public const string Requests = "bench.requests";
    public const string Replies = "bench.replies";
    public const string Id = "id";

    public static async Task CreateAsync(string bootstrapServers)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();

        // The embedded broker has them from the start, and cannot be asked to create any.
        if (admin.GetMetadata(Replies, TimeSpan.FromSeconds(10)).Topics is [{ Partitions.Count: > 0 }])
        {
            return;
        }

        try
        {
            await admin.CreateTopicsAsync(
            [
                new TopicSpecification { Name = Requests, NumPartitions = 12, ReplicationFactor = 1 },
                new TopicSpecification { Name = Replies, NumPartitions = 48, ReplicationFactor = 1 },
            ]);
        }
        catch (CreateTopicsException exception) when (exception.Results.All(result => result.Error.Code is ErrorCode.TopicAlreadyExists or ErrorCode.NoError))
        {
            // The other process was first.
        }
    }
}
