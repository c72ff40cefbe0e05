using Confluent.Kafka;

namespace KafkaRider.Testing.Tests.Brokers;

public sealed class EmbeddedBrokerTests
{
    private const string Topic = "notes";
    private const short Produce = 0;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTopic_Twice_Throws()
    {
        await using var broker = EmbeddedBroker.Start().CreateTopic(Topic);

        Assert.Throws<InvalidOperationException>(() => broker.CreateTopic(Topic));
    }

    [Fact]
    public async Task Start_ServesRecordsUntilTheyAreDeleted()
    {
        await using var broker = EmbeddedBroker.Start().CreateTopic(Topic, partitions: 2);
        using var producer = CreateProducer(broker);
        foreach (var text in new[] { "first", "second", "third" })
        {
            await producer.ProduceAsync(new TopicPartition(Topic, 1), new() { Value = text }, Cancellation);
        }

        Assert.Equal(["first", "second", "third"], Read(broker, 1));
        broker.DeleteRecords(Topic, 1, before: 2);

        Assert.Equal(["third"], Read(broker, 1));
        Assert.Empty(Read(broker, 0));
    }

    [Fact]
    public async Task TakeDown_NothingIsTakenUntilItIsBroughtBack()
    {
        await using var broker = EmbeddedBroker.Start().CreateTopic(Topic);
        using var producer = CreateProducer(broker);
        await producer.ProduceAsync(Topic, new() { Value = "before" }, Cancellation);

        broker.TakeDown();
        await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync(Topic, new() { Value = "meanwhile" }, Cancellation));
        broker.BringBack();
        await producer.ProduceAsync(Topic, new() { Value = "after" }, Cancellation);

        Assert.Equal(["before", "after"], Read(broker, 0));
    }

    [Fact]
    public async Task Refuse_NextRequest_IsToldSo()
    {
        await using var broker = EmbeddedBroker.Start(brokers: 2).CreateTopic(Topic);
        broker.SetLeader(Topic, 0, broker: 2);
        using var producer = CreateProducer(broker);

        broker.Refuse(Produce, ErrorCode.MsgSizeTooLarge, requests: 1);

        var refused = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync(Topic, new() { Value = "no" }, Cancellation));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
        await producer.ProduceAsync(Topic, new() { Value = "yes" }, Cancellation);
        Assert.Equal(["yes"], Read(broker, 0));
    }

    [Fact]
    public async Task CreateOptions_AreThoseOfThisBroker()
    {
        await using var broker = EmbeddedBroker.Start();

        var options = broker.CreateOptions();

        Assert.Equal(broker.BootstrapServers, options.BootstrapServers);
        Assert.Equal(broker.ConsumerSettings, new Dictionary<string, string>(options.Consumer));
        await broker.DisposeAsync();
    }

    private static IProducer<Null, string> CreateProducer(EmbeddedBroker broker) => new ProducerBuilder<Null, string>(
        new ProducerConfig { BootstrapServers = broker.BootstrapServers, MessageTimeoutMs = 3000 }).SetLogHandler((_, _) => { }).Build();

    private static List<string> Read(EmbeddedBroker broker, int partition)
    {
        var config = new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "reader", EnablePartitionEof = true };
        using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
        consumer.Assign(new TopicPartitionOffset(Topic, partition, Offset.Beginning));
        var records = new List<string>();
        while (consumer.Consume(Cancellation) is { IsPartitionEOF: false } record)
        {
            records.Add(record.Message.Value);
        }

        return records;
    }
}
