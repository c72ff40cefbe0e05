using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Tests.Support;

/// <summary>Does with topics what an operator does.</summary>
internal sealed class TopicAdmin(string bootstrapServers)
{
    public async Task CreateAsync(string topic, int partitions, params (string Name, string Value)[] settings)
    {
        using var admin = CreateClient();
        await admin.CreateTopicsAsync([new TopicSpecification
        {
            Name = topic, NumPartitions = partitions, ReplicationFactor = 1, Configs = settings.ToDictionary(s => s.Name, s => s.Value),
        }]);
    }

    public async Task DeleteAsync(string topic)
    {
        using var admin = CreateClient();
        await admin.DeleteTopicsAsync([topic]);
    }

    /// <summary>Deletes a topic and makes it anew, before anybody can have seen that it was not there.</summary>
    public async Task MakeAnewAsync(string topic, int partitions)
    {
        await DeleteAsync(topic);
        await Eventually.TrueAsync(() => CountPartitions(topic) == 0);
        await CreateAsync(topic, partitions);
        await Eventually.TrueAsync(() => CountPartitions(topic) == partitions);
    }

    public async Task AddPartitionsAsync(string topic, int total)
    {
        using var admin = CreateClient();
        await admin.CreatePartitionsAsync([new() { Topic = topic, IncreaseTo = total }]);
    }

    public async Task SetAsync(string topic, string setting, string value)
    {
        using var admin = CreateClient();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new() { Type = ResourceType.Topic, Name = topic }] =
                [new() { Name = setting, Value = value, IncrementalOperation = AlterConfigOpType.Set }],
        });
    }

    public async Task<string?> GetAsync(string topic, string setting)
    {
        using var admin = CreateClient();
        var described = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = topic }]);
        return described.Single().Entries[setting].Value;
    }

    /// <summary>Returns how many partitions a topic has, or 0 if it does not exist.</summary>
    public int CountPartitions(string topic)
    {
        using var admin = CreateClient();
        return admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.FirstOrDefault(t => t.Topic == topic)?.Partitions.Count ?? 0;
    }

    public IAdminClient CreateClient() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();
}
