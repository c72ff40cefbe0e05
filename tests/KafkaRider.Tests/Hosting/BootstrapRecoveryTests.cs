using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Tests.Support;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace KafkaRider.Tests.Hosting;

public sealed class BootstrapRecoveryTests
{
    private const string TopicName = "records";
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Serve_ClientThatKnowsNoLivingBroker_FindsTheBootstrapServers()
    {
        await using var kafka = EmbeddedKafka.Start([new Topic(TopicName, 1, Retention: null)]);
        var recovery = new BootstrapRecovery(kafka.BootstrapServers, _time);
        var reported = new TaskCompletionSource<Error>();

        // Like one that has forgotten its servers: it knows none that lives, and tries no other.
        var config = new ProducerConfig { BootstrapServers = "localhost:1", MessageTimeoutMs = 30_000 };
        using var client = new ProducerBuilder<Null, string>(config)
            .SetErrorHandler((_, error) =>
            {
                if (error.Code == ErrorCode.Local_AllBrokersDown)
                {
                    reported.TrySetResult(error);
                }
            })
            .SetLogHandler((_, _) => { })
            .Build();

        // This one still tries; what it says after the first time is not passed on.
        recovery.OnError(await reported.Task);
        _time.Advance(BootstrapRecovery.Silence + TimeSpan.FromSeconds(1));
        recovery.Serve(client);

        var written = await client.ProduceAsync(TopicName, new() { Value = "found" }, TestContext.Current.CancellationToken);
        Assert.Equal(PersistenceStatus.Persisted, written.Status);
    }

    [Fact]
    public async Task Serve_ClientThatStillTries_IsLeftAlone()
    {
        await using var kafka = EmbeddedKafka.Start([new Topic(TopicName, 1, Retention: null)]);
        var recovery = new BootstrapRecovery(kafka.BootstrapServers, _time);
        using var client = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = "localhost:1", MessageTimeoutMs = 3000 })
            .SetLogHandler((_, _) => { })
            .Build();

        recovery.OnError(new Error(ErrorCode.Local_AllBrokersDown));
        _time.Advance(BootstrapRecovery.Silence);
        recovery.OnError(new Error(ErrorCode.Local_AllBrokersDown));
        _time.Advance(BootstrapRecovery.Silence);
        recovery.Serve(client);

        await Assert.ThrowsAsync<ProduceException<Null, string>>(
            () => client.ProduceAsync(TopicName, new() { Value = "lost" }, TestContext.Current.CancellationToken));
    }
}
