using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;

namespace KafkaRider.Tests.Producing;

public sealed class Murmur2PartitionerTests
{
    private const string TopicName = "records";
    private const int Partitions = 7;
    private const int Keys = 200;

    [Fact]
    public async Task PartitionOf_KeysOfEveryLength_IsWhereTheProducerPutsThem()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(TopicName, Partitions);
        var config = KafkaClientConfiguration.Producer(new() { BootstrapServers = kafka.BootstrapServers });
        using var producer = new ProducerBuilder<byte[], byte[]>(config).Build();
        var keys = Enumerable.Range(1, Keys).Select(length => Encoding.UTF8.GetBytes(new string('k', length / 2) + new string('\u00e9', length))).ToList();

        var written = await Task.WhenAll(keys.Select(key => producer.ProduceAsync(
            TopicName, new() { Key = key, Value = [] }, TestContext.Current.CancellationToken)));

        Assert.Equal(written.Select(place => place.Partition.Value), keys.Select(key => Murmur2Partitioner.PartitionOf(key, Partitions)));
        Assert.Equal(Partitions, written.Select(place => place.Partition).Distinct().Count());
    }

    // The values that Apache Kafka's own tests expect of the hash (UtilsTest.testMurmur2).
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    public void PartitionOf_KeysOfKafkasOwnTests_IsThatOfTheirHash(string key, int hash) =>
        Assert.Equal(hash & int.MaxValue, Murmur2Partitioner.PartitionOf(Encoding.UTF8.GetBytes(key), int.MaxValue));

    [Fact]
    public void PartitionOf_NoPartitions_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Murmur2Partitioner.PartitionOf("key"u8, 0));
}
