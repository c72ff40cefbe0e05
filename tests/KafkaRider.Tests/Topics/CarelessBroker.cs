using Users.AppHost.Kafka;

namespace KafkaRider.Tests.Topics;

/// <summary>Is a real broker that makes every topic that it is asked for, keeps little of it, and knows who may do what.</summary>
public sealed class CarelessBroker : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kafka-rider-tests-").FullName;
    private KafkaServer? _server;

    public KafkaServer Server
    {
        get
        {
            Assert.SkipWhen(_server is null, "Needs a Kafka distribution: set KAFKA_HOME.");
            return _server!;
        }
    }

    internal Support.TopicAdmin Topics => new(Server.BootstrapServers);

    public KafkaOptions CreateOptions() => new() { BootstrapServers = Server.BootstrapServers };

    public async ValueTask InitializeAsync()
    {
        if (KafkaServerOptions.FromEnvironment(_folder) is { BootstrapServers: null, Home: { } home })
        {
            var options = new KafkaServerOptions
            {
                Home = home,
                DataFolder = _folder,
                Settings = new Dictionary<string, string>
                {
                    ["auto.create.topics.enable"] = "true",
                    ["num.partitions"] = "1",
                    ["log.retention.bytes"] = "1048576",
                    ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    ["allow.everyone.if.no.acl.found"] = "true",
                },
            };
            _server = await KafkaServer.StartAsync(options, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }
}
