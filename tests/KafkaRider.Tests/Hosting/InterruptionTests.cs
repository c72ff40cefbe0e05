using Confluent.Kafka;
using KafkaRider.Testing;
using KafkaRider.Tests.Following;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Hosting;

/// <summary>What brokers get over by themselves, as they do with topics that were just made.</summary>
public sealed class InterruptionTests
{
    private const string Followed = "followed";
    private const short ListOffsets = 2;

    [Fact]
    public async Task Follow_LeadersAreNotKnownYet_IsSaidInALineWithoutAStackAndGoesOn()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(Followed);
        kafka.Refuse(ListOffsets, ErrorCode.NotLeaderForPartition, requests: 20);
        using var log = new RecordedLog();

        await using var peer = await Peer.StartAsync(
            _ => { },
            (_, rider) =>
            {
                rider.Host(new KafkaOptions { BootstrapServers = kafka.BootstrapServers });
                rider.Follow(Followed, new RecordingFollower());
            },
            services: services => services.AddLogging(logging => logging.AddProvider(log)));

        Assert.Contains(log.Lines, line => line.Text.Contains("Reading followed is interrupted and begins again: Broker: Not leader", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.HasException);
    }
}
