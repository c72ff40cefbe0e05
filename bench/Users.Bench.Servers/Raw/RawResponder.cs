using Confluent.Kafka;
using KafkaRider;
using KafkaRider.Internal;
using Microsoft.Extensions.Options;

namespace Users.Bench.Servers.Raw;

/// <summary>Answers each request at once with nothing but Confluent.Kafka.</summary>
internal sealed class RawResponder(IOptions<KafkaOptions> options) : BackgroundService
{
    private static readonly byte[] Reply =
        """{"userId":"01a1fdc2-3d11-7ecc-acab-0b10e8cc71f2","name":"6920a1b2-0001-0-000000001","version":1,"createdAt":"2026-11-21T10:58:47.697063+00:00"}"""u8.ToArray();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RawTopics.CreateAsync(options.Value.BootstrapServers);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stoppingToken)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(KafkaClientConfiguration.Producer(options.Value)).Build();
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClientConfiguration.Consumer(options.Value, "bench")).Build();
        consumer.Subscribe(RawTopics.Requests);

        try
        {
            while (true)
            {
                var request = consumer.Consume(stoppingToken).Message;
                producer.Produce(
                    new TopicPartition(RawTopics.Replies, 0),
                    new Message<byte[], byte[]>
                    {
                        Key = request.Key,
                        Value = Reply,
                        Headers = [new Header(RawTopics.Id, request.Headers.GetLastBytes(RawTopics.Id))],
                    });
            }
        }
        catch (OperationCanceledException)
        {
            consumer.Close();
        }
    }
}
