using System.Text;
using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Reads along on topics, from where they end when it is made.</summary>
public sealed class TopicTap : IDisposable
{
    private readonly IConsumer<byte[], string> _consumer;

    public TopicTap(KafkaServer kafka, params IReadOnlyList<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        ArgumentNullException.ThrowIfNull(topics);
        _consumer = new ConsumerBuilder<byte[], string>(
            new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "tap", EnableAutoCommit = false }).Build();

        // The ends are asked for now: later would be after the records that are to be read.
        _consumer.Assign(topics.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition =>
        {
            var place = new TopicPartition(topic.Name, partition);
            return new TopicPartitionOffset(place, _consumer.GetEnd(place));
        })));
    }

    /// <summary>Reads until so many records have come on each topic.</summary>
    public Task<IReadOnlyList<TappedRecord>> ReadAsync(params (Topic Topic, int Count)[] expected) => Task.Run<IReadOnlyList<TappedRecord>>(() =>
    {
        var records = new List<TappedRecord>();

        while (expected.Any(one => records.Count(record => record.Topic == one.Topic.Name) < one.Count))
        {
            if (_consumer.Consume(TestContext.Current.CancellationToken) is { Message: { } message } result)
            {
                var type = message.Headers.TryGetLastBytes("MT-MessageType", out var bytes) ? Encoding.UTF8.GetString(bytes) : "";
                records.Add(new(result.Topic, result.Partition, type, [.. message.Headers.Select(header => header.Key)], message.Value));
            }
        }

        return records;
    });

    public void Dispose() => _consumer.Dispose();
}
