using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Following;

/// <summary>Is a topic that processes follow.</summary>
internal sealed class FollowedTopic : IAsyncDisposable
{
    public const int Partitions = 3;

    private readonly Broker _broker;
    private IProducer<byte[], byte[]> _producer;
    private readonly List<Peer> _peers = [];

    private FollowedTopic(Broker broker, string name)
    {
        _broker = broker;
        _producer = broker.CreateProducer();
        Name = name;
    }

    public string Name { get; }

    // Kept for ever: tests write records of times long ago, which the broker would delete half a minute after its start.
    public static async Task<FollowedTopic> CreateAsync(Broker broker) =>
        new(broker, await broker.CreateTopicAsync("followed", Partitions, ("retention.ms", "-1")));

    public async Task WriteAsync(int partition, string value, Type? type = null, DateTimeOffset? time = null, Guid? correlationId = null)
    {
        var headers = new Confluent.Kafka.Headers();
        if (type is not null)
        {
            headers.Add("MT-MessageType", Encoding.UTF8.GetBytes(MessageUrn.ForTypeString(type)));
        }

        if (correlationId is { } id)
        {
            headers.Add("CorrelationId", Encoding.UTF8.GetBytes(id.ToString()));
        }

        var record = new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes(value), Headers = headers };
        if (time is { } timestamp)
        {
            record.Timestamp = new(timestamp);
        }

        // A producer that has seen the topic with fewer partitions refuses at first.
        for (var written = false; !written;)
        {
            try
            {
                await _producer.ProduceAsync(new TopicPartition(Name, partition), record, TestContext.Current.CancellationToken);
                written = true;
            }
            catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code is ErrorCode.Local_UnknownPartition)
            {
                RenewProducer();
            }
        }
    }

    public async Task<Peer> FollowAsync(ITopicFollower follower, bool untilHealthy = true, long lagLimit = 10_000)
    {
        var peer = await Peer.StartAsync(
            _ => { },
            (_, kafka) =>
            {
                kafka.Host(_broker.CreateOptions());
                kafka.Follow(Name, follower, lagLimit);
            },
            untilHealthy);
        _peers.Add(peer);
        return peer;
    }

    private void RenewProducer()
    {
        _producer.Dispose();
        _producer = _broker.CreateProducer();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_peers.Select(peer => peer.DisposeAsync().AsTask()));
        _producer.Dispose();
    }
}
