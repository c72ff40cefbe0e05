using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider;
using KafkaRider.Internal;
using Microsoft.Extensions.Options;
using Users.Bench.Servers.Loads;

namespace Users.Bench.Servers.Raw;

/// <summary>Asks with nothing but Confluent.Kafka, and reads the replies from one partition.</summary>
internal sealed class RawRequester(IOptions<KafkaOptions> options) : BackgroundService, ILoadTarget
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _pending = new();
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(KafkaClientConfiguration.Producer(options.Value)).Build();

    public async Task RequestAsync(CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = reply;

        try
        {
            _producer.Produce(RawTopics.Requests, new Message<byte[], byte[]>
            {
                Key = Encoding.UTF8.GetBytes(id.ToString()),
                Value = Encoding.UTF8.GetBytes($$"""{"name":"{{id}}"}"""),
                Headers = [new Header(RawTopics.Id, id.ToByteArray())],
            });
            await reply.Task.WaitAsync(Timeout, cancellationToken);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RawTopics.CreateAsync(options.Value.BootstrapServers);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _producer.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Receive(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Receive(CancellationToken stoppingToken)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClientConfiguration.Consumer(options.Value, "bench.reader")).Build();
        consumer.Assign(new TopicPartitionOffset(RawTopics.Replies, 0, Offset.Beginning));

        try
        {
            while (true)
            {
                if (_pending.TryGetValue(new Guid(consumer.Consume(stoppingToken).Message.Headers.GetLastBytes(RawTopics.Id)), out var reply))
                {
                    reply.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException)
        {
            consumer.Close();
        }
    }
}
