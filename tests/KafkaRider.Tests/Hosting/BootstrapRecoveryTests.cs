using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Hosting;

public sealed class BootstrapRecoveryTests
{
    private const string TopicName = "records";
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Serve_ClientThatKnowsNoLivingBroker_FindsTheBootstrapServers()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(TopicName);
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

        // It says once that all are down, and goes on trying for longer than the silence; then it gives up. While it tried, giving it servers
        // that it had would have changed nothing: as if they had gone to another client.
        using var trying = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();
        recovery.OnError(await reported.Task);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            _time.Advance(BootstrapRecovery.Silence);
            recovery.OnError(new Error(ErrorCode.Local_Transport));
            recovery.Serve(trying);
        }

        _time.Advance(BootstrapRecovery.Silence + TimeSpan.FromSeconds(1));
        recovery.Serve(client);

        var written = await client.ProduceAsync(TopicName, new() { Value = "found" }, TestContext.Current.CancellationToken);
        Assert.Equal(PersistenceStatus.Persisted, written.Status);
    }

    [Fact]
    public async Task Serve_ClientForgetsTheServersOnceMoreWithoutAWord_GetsThemAgain()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(TopicName);
        var recovery = new BootstrapRecovery(kafka.BootstrapServers, _time);
        var config = new ProducerConfig { BootstrapServers = "localhost:1", MessageTimeoutMs = 30_000 };
        using var client = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();
        using var other = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();

        // Given to another, they are as good as forgotten.
        recovery.OnError(new Error(ErrorCode.Local_AllBrokersDown));
        _time.Advance(BootstrapRecovery.Silence + TimeSpan.FromSeconds(1));
        recovery.Serve(other);
        _time.Advance(2 * BootstrapRecovery.Silence);
        recovery.Serve(client);

        var written = await client.ProduceAsync(TopicName, new() { Value = "found" }, TestContext.Current.CancellationToken);
        Assert.Equal(PersistenceStatus.Persisted, written.Status);
    }

    [Theory]
    [InlineData(ErrorCode.Local_AllBrokersDown)]
    [InlineData(ErrorCode.Local_Transport)]
    [InlineData(ErrorCode.Local_Resolve)]
    public async Task Serve_ClientThatStillTries_IsLeftAlone(ErrorCode still)
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(TopicName);
        var recovery = new BootstrapRecovery(kafka.BootstrapServers, _time);
        using var client = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = "localhost:1", MessageTimeoutMs = 3000 })
            .SetLogHandler((_, _) => { })
            .Build();

        recovery.OnError(new Error(ErrorCode.Local_AllBrokersDown));
        _time.Advance(BootstrapRecovery.Silence);
        recovery.OnError(new Error(still));
        _time.Advance(BootstrapRecovery.Silence);
        recovery.Serve(client);

        await Assert.ThrowsAsync<ProduceException<Null, string>>(
            () => client.ProduceAsync(TopicName, new() { Value = "lost" }, TestContext.Current.CancellationToken));
    }
}
