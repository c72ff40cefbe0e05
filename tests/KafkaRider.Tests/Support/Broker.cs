using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaRider.Tests.Support;
using Users.AppHost.Kafka;

[assembly: AssemblyFixture(typeof(Broker))]

// They share a broker, two cores and the process's counters.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace KafkaRider.Tests.Support;

/// <summary>Is the broker of the test run: the one that KAFKA_BOOTSTRAP or KAFKA_HOME names, or the embedded one.</summary>
public sealed class Broker : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kafka-rider-tests-").FullName;
    private readonly Lazy<IProducer<byte[], byte[]>> _producer;
    private KafkaServer? _server;

    public Broker() => _producer = new(() => CreateProducer());

    public KafkaServer Server => _server ?? throw new InvalidOperationException("The broker has not started.");

    /// <summary>Gets the producer that tests share: to connect takes longer than to write.</summary>
    public IProducer<byte[], byte[]> Producer => _producer.Value;

    public bool IsEmbedded => Server is EmbeddedKafka;

    /// <summary>Gets what changes its topics; the embedded one lets nobody.</summary>
    internal TopicAdmin Topics => new(Server.BootstrapServers);

    public async ValueTask InitializeAsync() =>
        _server = await KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(_folder), TestContext.Current.CancellationToken);

    public KafkaOptions CreateOptions()
    {
        var options = new KafkaOptions { BootstrapServers = Server.BootstrapServers };
        foreach (var (name, value) in Server.ClientSettings)
        {
            var parts = name.Split("__");
            (parts[1] switch { "Client" => options.Client, "Producer" => options.Producer, _ => options.Consumer })[parts[2]] = value;
        }

        return options;
    }

    /// <summary>Creates a topic of a unique name.</summary>
    public async Task<string> CreateTopicAsync(string prefix, int partitions, params (string Name, string Value)[] settings)
    {
        var name = $"{prefix}-{Guid.NewGuid():N}";
        if (Server is EmbeddedKafka embedded)
        {
            embedded.CreateTopic(name, partitions);
            return name;
        }

        using var admin = CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification
        {
            Name = name, NumPartitions = partitions, ReplicationFactor = -1, Configs = settings.ToDictionary(s => s.Name, s => s.Value),
        }]);
        return name;
    }

    /// <summary>Alters settings of a topic.</summary>
    public async Task SetTopicAsync(string topic, params (string Name, string Value)[] settings)
    {
        using var admin = CreateAdmin();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new() { Type = ResourceType.Topic, Name = topic }] =
                [.. settings.Select(setting => new ConfigEntry { Name = setting.Name, Value = setting.Value, IncrementalOperation = AlterConfigOpType.Set })],
        });
    }

    /// <summary>Takes a setting of a topic back.</summary>
    public async Task ResetTopicAsync(string topic, string setting)
    {
        using var admin = CreateAdmin();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new() { Type = ResourceType.Topic, Name = topic }] = [new() { Name = setting, IncrementalOperation = AlterConfigOpType.Delete }],
        });
    }

    /// <summary>Returns up to where a group has consumed a partition for good, or -1 if it has not said so yet.</summary>
    public long GetCommitted(string group, string topic, int partition = 0)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = Server.BootstrapServers, GroupId = group, EnableAutoCommit = false }).Build();
        return Math.Max(-1, consumer.Committed([new(topic, partition)], TimeSpan.FromSeconds(10)).Single().Offset.Value);
    }

    /// <summary>Returns the offset behind the last record of a partition.</summary>
    public long GetEnd(string topic, int partition)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = Server.BootstrapServers, GroupId = "ends" }).Build();
        return consumer.GetEnd(new(topic, partition));
    }

    /// <summary>Waits until a group has consumed a partition up to an offset for good.</summary>
    public Task WaitForCommitAsync(string group, string topic, long offset, int partition = 0) =>
        Eventually.TrueAsync(() => GetCommitted(group, topic, partition) >= offset);

    /// <summary>Reads all that is in a topic now.</summary>
    public Task<List<ConsumeResult<byte[], byte[]>>> ReadAllAsync(string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = Server.BootstrapServers, GroupId = "ends" }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var count = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics.Single().Partitions.Sum(
            partition => consumer.GetEnd(new(topic, partition.PartitionId)));
        return ReadAsync(topic, records => records.Count >= count);
    }

    public IProducer<byte[], byte[]> CreateProducer(int? maxBytes = null) => new ProducerBuilder<byte[], byte[]>(
        new ProducerConfig { BootstrapServers = Server.BootstrapServers, LingerMs = 0, MessageMaxBytes = maxBytes }).Build();

    /// <summary>Reads a topic from its beginning until the condition holds.</summary>
    public async Task<List<ConsumeResult<byte[], byte[]>>> ReadAsync(string topic, Func<List<ConsumeResult<byte[], byte[]>>, bool> until)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var admin = CreateAdmin();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics.Single().Partitions;
        var config = new ConsumerConfig(new Dictionary<string, string>(CreateOptions().Consumer))
        {
            BootstrapServers = Server.BootstrapServers,
            GroupId = $"reader-{Guid.NewGuid():N}",
            EnableAutoCommit = false,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning)));

        var records = new List<ConsumeResult<byte[], byte[]>>();
        while (!until(records))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await Task.Run(() => consumer.Consume(TimeSpan.FromMilliseconds(200)), cancellationToken) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        if (_producer.IsValueCreated)
        {
            _producer.Value.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private IAdminClient CreateAdmin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Server.BootstrapServers }).Build();
}
