using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MySqlConnector;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.Faults.Parts;

/// <summary>The brokers and the database that the system stands on, and the ways to them.</summary>
public sealed class Surroundings : IAsyncDisposable
{
    private static readonly IReadOnlyList<Topic> AllTopics = Topics.All;

    /// <summary>Gets the links that a cluster has.</summary>
    public static readonly IReadOnlyList<string> LinkNames = ["a", "b", "c"];

    private TcpProxy? _databaseProxy;

    private Surroundings(KafkaServer kafka, DatabaseServer databaseServer)
    {
        Kafka = kafka;
        DatabaseServer = databaseServer;
        Database = new UsersDatabase(databaseServer.ConnectionString);
        Registrations = new RegistrationDatabases(
            databaseServer.ConnectionString,
            ConnectionText.WithDatabase(databaseServer.ConnectionString, "promotions"),
            ConnectionText.WithDatabase(databaseServer.ConnectionString, "registrations"));
    }

    public KafkaServer Kafka { get; }

    /// <summary>Gets the brokers, where they are real ones.</summary>
    public KafkaCluster Cluster => Kafka as KafkaCluster ?? throw new InvalidOperationException("This needs a real broker.");

    public bool IsReal => Kafka is KafkaCluster;

    public int Brokers => Kafka is KafkaCluster cluster ? cluster.Nodes.Count : 1;

    public DatabaseServer DatabaseServer { get; }

    public UsersDatabase Database { get; }

    /// <summary>Gets the databases of all three services that registrations take.</summary>
    public RegistrationDatabases Registrations { get; }

    /// <summary>Gets what happens between the consumers of users and their database.</summary>
    public Conditions DatabaseConditions { get; } = new();

    /// <summary>Gets how consumers connect, so that the conditions apply.</summary>
    public string ProxiedConnectionString { get; private set; } = "";

    /// <summary>Starts brokers from a distribution, or the embedded broker where there is none, and a private database server.</summary>
    public static async Task<Surroundings> StartAsync(string? kafkaHome, int brokers, string folder, CancellationToken cancellationToken)
    {
        KafkaServer kafka = kafkaHome is null
            ? EmbeddedKafka.Start(AllTopics, trimInterval: TimeSpan.FromHours(1))
            : await KafkaCluster.StartAsync(kafkaHome, folder, brokers, LinkNames, cancellationToken);

        try
        {
            var database = await DatabaseServer.StartAsync(
                new DatabaseServerOptions { DataFolder = folder, Port = Ports.Next() }, cancellationToken);
            var surroundings = new Surroundings(kafka, database);
            surroundings.ConnectDatabase();

            if (surroundings.IsReal)
            {
                await surroundings.CreateTopicsAsync();
            }

            return surroundings;
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets one configuration value of a topic; <see langword="null"/> goes back to the default.</summary>
    public async Task ConfigureTopicAsync(Topic topic, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(topic);

        using var admin = CreateAdmin();
        var entry = new ConfigEntry
        {
            Name = name,
            Value = value,
            IncrementalOperation = value is null ? AlterConfigOpType.Delete : AlterConfigOpType.Set,
        };
        await admin.IncrementalAlterConfigsAsync(new() { [new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }] = [entry] });
    }

    public async Task AddPartitionsAsync(Topic topic, int total)
    {
        ArgumentNullException.ThrowIfNull(topic);

        using var admin = CreateAdmin();
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic.Name, IncreaseTo = total }]);
        await Cluster.WaitUntilWholeAsync();
    }

    public async Task DeleteTopicAsync(Topic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);

        using var admin = CreateAdmin();
        await admin.DeleteTopicsAsync([topic.Name]);
    }

    /// <summary>Makes a topic anew that lives on one broker only.</summary>
    public async Task MakeAnewWithoutCopiesAsync(Topic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);

        await DeleteTopicAsync(topic);
        using var admin = CreateAdmin();
        var specification = Specify(topic);
        specification.ReplicationFactor = 1;
        specification.Configs.Add("min.insync.replicas", "1");
        await Wait.UntilAsync(() => Task.FromResult(!HasTopic(topic)), "the topic is gone", TimeSpan.FromSeconds(30));
        await admin.CreateTopicsAsync([specification]);
        await Cluster.WaitUntilWholeAsync();
    }

    /// <summary>Says whether a topic is there, with as many partitions as it had in the beginning.</summary>
    public bool HasTopic(Topic topic)
    {
        using var admin = CreateAdmin();
        return admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Any(found => found.Topic == topic.Name && found.Partitions.Count == topic.Partitions);
    }

    public async ValueTask DisposeAsync()
    {
        await (_databaseProxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await DatabaseServer.DisposeAsync();
        await Kafka.DisposeAsync();
    }

    /// <summary>Breaks the connections to the database of the moment.</summary>
    public void ResetDatabaseConnections() => _databaseProxy?.Reset();

    private void ConnectDatabase()
    {
        var server = new MySqlConnectionStringBuilder(DatabaseServer.ConnectionString);
        _databaseProxy = new TcpProxy(Ports.Next(), (int)server.Port, DatabaseConditions);
        server.Port = (uint)_databaseProxy.Port;
        ProxiedConnectionString = server.ConnectionString;
    }

    private async Task CreateTopicsAsync()
    {
        using var admin = CreateAdmin();
        await admin.CreateTopicsAsync(AllTopics.Select(Specify));
        await Cluster.WaitUntilWholeAsync();
    }

    private static TopicSpecification Specify(Topic topic) => new()
    {
        Name = topic.Name,
        NumPartitions = topic.Partitions,
        ReplicationFactor = -1,
        Configs = new()
        {
            ["retention.ms"] = topic.Retention is { } retention ? retention.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) : "-1",
            ["retention.bytes"] = "-1",
        },
    };

    private IAdminClient CreateAdmin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
}
