using KafkaRider.EntityFrameworkCore.Tests.Support;
using Users.AppHost.Kafka;

[assembly: AssemblyFixture(typeof(TravelBroker))]

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Is the broker of the tests of processes, started when the first of them asks: the one that KAFKA_HOME names, or the embedded one.</summary>
public sealed class TravelBroker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kafka-saga-tests-").FullName;
    private readonly Lazy<Task<KafkaServer>> _server;

    public TravelBroker() => _server = new(() => KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(_folder), CancellationToken.None));

    /// <summary>Makes the topics of one test, and says how to reach them.</summary>
    public async Task<KafkaOptions> CreateOptionsAsync(IEnumerable<string> topics)
    {
        var server = await _server.Value;
        var options = new KafkaOptions { BootstrapServers = server.BootstrapServers, Prefix = $"t{Guid.NewGuid():N}." };

        foreach (var (name, value) in server.ClientSettings)
        {
            var parts = name.Split("__");
            (parts[1] switch { "Client" => options.Client, "Producer" => options.Producer, _ => options.Consumer })[parts[2]] = value;
        }

        if (server is EmbeddedKafka embedded)
        {
            foreach (var topic in topics)
            {
                embedded.CreateTopic(options.Prefix + topic, partitions: 4);
            }
        }

        return options;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
