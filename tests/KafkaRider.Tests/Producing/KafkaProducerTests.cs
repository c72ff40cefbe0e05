using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Producing;

public sealed class KafkaProducerTests
{
    private const string TopicName = "records";
    private const int Records = 20;
    private const short Produce = 0;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A broker without a leader for the partition refuses the first request; when it has one again, it knows nothing of the producer
    // and takes a later request as its first. The client would conclude that it also has the first.
    [Fact]
    public async Task ProduceAsync_BrokerRefusesTheFirstOfManyRequests_WhatIsAcknowledgedIsThere()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(TopicName);
        kafka.DelayAnswers(TimeSpan.FromMilliseconds(100));
        kafka.Refuse(Produce, ErrorCode.NotLeaderForPartition, requests: 1);
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
        // Each record is a request of its own.
        options.Producer["batch.num.messages"] = "1";
        await using var producer = new KafkaProducer(
            KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);

        var sent = Enumerable.Range(0, Records).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        await Task.WhenAll(sent.Select(text => producer.ProduceAsync(
            new(TopicName, 0), new() { Key = null!, Value = Encoding.UTF8.GetBytes(text) })));

        kafka.DelayAnswers(TimeSpan.Zero);
        Assert.Equal(sent, Read(kafka));
    }

    private static List<string> Read(EmbeddedBroker kafka)
    {
        var config = new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "reader", EnablePartitionEof = true };
        using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
        consumer.Assign(new TopicPartitionOffset(TopicName, 0, Offset.Beginning));
        var records = new List<string>();
        while (consumer.Consume(Cancellation) is { IsPartitionEOF: false } record)
        {
            records.Add(record.Message.Value);
        }

        return records;
    }
}
