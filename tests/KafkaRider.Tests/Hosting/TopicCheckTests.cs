using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.Tests.Hosting;

public sealed class TopicCheckTests(Broker broker)
{
    [Fact]
    public async Task Start_TopicWantsMoreInSyncReplicasThanItHas_StopsTheProcess()
    {
        var topic = await broker.CreateTopicAsync("unusable", 1);
        using var stopped = new StopWatcher();
        if (broker.IsEmbedded)
        {
            // It has no topic settings that could be wrong; there the check must not be in the way.
            await using var peer = await StartAsync(topic, stopped);
            await Eventually.TrueAsync(() => peer.Bus.CheckHealth().Endpoints.Values.Any(e => e.Status == BusHealthStatus.Healthy));
            Assert.False(stopped.StopRequested.IsCompleted);
            return;
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Server.BootstrapServers }).Build();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new() { Type = ResourceType.Topic, Name = topic }] =
                [new() { Name = "min.insync.replicas", Value = "2", IncrementalOperation = AlterConfigOpType.Set }],
        });
        try
        {
            await using var refused = await StartAsync(topic, stopped);
            await stopped.StopRequested.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    [Fact]
    public async Task Start_TopicIsMissing_IsCreatedAsDeclaredWhereTheBrokerCan()
    {
        var missing = broker.IsEmbedded ? await broker.CreateTopicAsync("declared", 7) : $"declared-{Guid.NewGuid():N}";
        await using var peer = await Peer.StartAsync(
            _ => { },
            (_, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.Topic(missing, 7, TimeSpan.FromMinutes(10));
            });

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Server.BootstrapServers }).Build();
        await Eventually.TrueAsync(() => admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Any(t => t.Topic == missing && t.Partitions.Count == 7));
        if (!broker.IsEmbedded)
        {
            var settings = await admin.DescribeConfigsAsync([new() { Type = ResourceType.Topic, Name = missing }]);
            Assert.Equal("600000", settings.Single().Entries["retention.ms"].Value);
        }
    }

    private Task<Peer> StartAsync(string topic, StopWatcher lifetime) => Peer.StartAsync(
        _ => { },
        (_, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.Topic(topic, 1);
        },
        untilHealthy: false,
        services => services.AddSingleton<IHostApplicationLifetime>(lifetime));
}
