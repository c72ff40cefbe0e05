using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Following;

public sealed class FollowedPartitionsTests : IAsyncDisposable
{
    private static readonly TopicPartition Partition = new("followed", 0);

    private readonly EmbeddedBroker _kafka = EmbeddedBroker.Start().CreateTopic("followed");
    private readonly ManualTime _time = new();
    private readonly RiderMetrics _metrics = new();
    private readonly KafkaProducer _producer;
    private readonly FollowedPartitions _partitions;

    public FollowedPartitionsTests()
    {
        _producer = new(KafkaClientConfiguration.Producer(_kafka.CreateOptions()), TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        _partitions = new(
            "followed", new([new RecordingFollower()]), new(_producer, IsolationLevel.ReadCommitted), new(JsonSerializerOptions.Web), _metrics, _time,
            NullLogger.Instance);
        _partitions.Add(Partition, start: 0, end: 0);
        _partitions.All[0].IsAssigned = true;
    }

    [Fact]
    public async Task Measure_ClientFetchesNothingAndKnowsOfNothing_IsNotReadyAndThenNeedsAnotherClient()
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClientConfiguration.Follower(_kafka.CreateOptions())).Build();
        consumer.Assign(new TopicPartitionOffset(Partition, 0));

        // As one that has lost its way to the brokers: it is told neither the record nor that there is one.
        consumer.Pause([Partition]);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
        await producer.ProduceAsync(Partition, new() { Value = "unseen" }, TestContext.Current.CancellationToken);
        _partitions.Measure(consumer);
        Assert.True(_partitions.Describe().IsReady);

        await UntilAsync(consumer, () => !_partitions.Describe().IsReady);
        Assert.Equal("partition 0 of followed has records up to offset 1, but from 0 on none is fetched", _partitions.Describe().Description);
        Assert.Equal(1, _partitions.Lag);
        Assert.False(_partitions.IsStuck);

        await UntilAsync(consumer, () => _partitions.IsStuck);
        _partitions.Abandon();
        Assert.False(_partitions.IsStuck);
    }

    public async ValueTask DisposeAsync()
    {
        await _producer.DisposeAsync();
        _metrics.Dispose();
        await _kafka.DisposeAsync();
    }

    // Time passes only while somebody waits for it.
    private Task UntilAsync(IConsumer<byte[], byte[]> consumer, Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _partitions.Measure(consumer);
        return condition();
    });
}
