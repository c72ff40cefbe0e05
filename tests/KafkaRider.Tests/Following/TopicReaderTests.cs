using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Following;

public sealed class TopicReaderTests : IAsyncDisposable
{
    private static readonly TopicPartition Partition = new("followed", 0);

    private readonly EmbeddedBroker _kafka = EmbeddedBroker.Start().CreateTopic("followed");
    private readonly ManualTime _time = new();
    private readonly RiderMetrics _metrics = new();
    private readonly RecordingFollower _follower = new();
    private readonly KafkaProducer _producer;
    private readonly TopicReader _reader;

    public TopicReaderTests()
    {
        _producer = new(KafkaClientConfiguration.Producer(_kafka.CreateOptions()), TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        var watch = new TopicWatch(_producer, ["followed"], TimeProvider.System, NullLogger<TopicWatch>.Instance);
        watch.Note("followed", new("id", 1, []));
        _reader = new(
            "followed", watch, new([_follower]), new(_producer, IsolationLevel.ReadCommitted), 1_000_000, new(JsonSerializerOptions.Web), _metrics, _time,
            NullLogger<TopicReader>.Instance);
    }

    [Fact]
    public async Task Serve_ClientFetchesNothingAndKnowsOfNothing_IsNotReadyAndGoesOnWithAnotherClient()
    {
        using var lost = CreateClient();
        await UntilAsync(lost, () => _reader.Status.IsReady);

        // As one that has lost its way to the brokers: it is told neither the record nor that there is one.
        lost.Pause([Partition]);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
        await producer.ProduceAsync(Partition, new() { Value = "unseen" }, TestContext.Current.CancellationToken);

        await UntilAsync(lost, () => !_reader.Status.IsReady);
        Assert.Equal("partition 0 of followed has records up to offset 1, but from 0 on none is fetched", _reader.Status.Description);
        Assert.Equal(1, _reader.Lag);
        Assert.False(_reader.NeedsAnotherClient);

        await UntilAsync(lost, () => _reader.NeedsAnotherClient);
        Assert.Empty(_follower.Values);
        _reader.Abandon();
        using var another = CreateClient();
        _reader.Begin(another);
        await UntilAsync(another, () => _reader.Status.IsReady && _follower.Values.SequenceEqual(["unseen"]));
        Assert.False(_reader.NeedsAnotherClient);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.WhenIdleAsync();
        await _producer.DisposeAsync();
        _metrics.Dispose();
        await _kafka.DisposeAsync();
    }

    private IConsumer<byte[], byte[]> CreateClient() =>
        new ConsumerBuilder<byte[], byte[]>(KafkaClientConfiguration.Follower(_kafka.CreateOptions())).Build();

    // Time passes only while somebody waits for it.
    private Task UntilAsync(IConsumer<byte[], byte[]> client, Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _reader.Serve(client, CreateClient);
        if (client.Consume(TimeSpan.FromMilliseconds(10)) is { } result)
        {
            _reader.Take(result);
        }

        return condition();
    });
}
