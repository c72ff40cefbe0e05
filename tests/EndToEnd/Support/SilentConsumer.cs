using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Executes commands as if every user could be created, and publishes the outcomes, but all its replies are lost.</summary>
public sealed class SilentConsumer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _executed = [];
    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly IProducer<string, byte[]> _producer;
    private readonly Task _running;

    public SilentConsumer(KafkaServer kafka)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        var settings = new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "silent", EnableAutoCommit = false, FetchWaitMaxMs = 5 };
        _consumer = new ConsumerBuilder<Ignore, byte[]>(settings).Build();
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, LingerMs = 0 }).Build();
        _consumer.Assign(Enumerable.Range(0, Topics.Commands.Partitions)
            .Select(partition => new TopicPartitionOffset(Topics.Commands.Name, partition, Offset.Beginning)));
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _consumer.Dispose();
        _producer.Dispose();
        _stopping.Dispose();
    }

    private void Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (_consumer.Consume(TimeSpan.FromMilliseconds(50)) is { } command)
            {
                Execute(command.Message);
            }
        }
    }

    // Once for each operation, as the real one does.
    private void Execute(Message<Ignore, byte[]> message)
    {
        var operationId = message.Headers.GetLastBytes("CorrelationId");

        if (_executed.Add(Encoding.UTF8.GetString(operationId)))
        {
            var command = JsonSerializer.Deserialize(message.Value, ContractsJsonContext.Default.CreateUser)!;
            var outcome = new UserCreated(Guid.CreateVersion7(), command.Name, 1, TimeProvider.System.GetUtcNow());
            var type = Encoding.UTF8.GetBytes("urn:message:Users.Contracts:UserCreated");
            _producer.Produce(Topics.Events.Name, new()
            {
                Key = outcome.UserId.ToString(),
                Value = JsonSerializer.SerializeToUtf8Bytes(outcome, ContractsJsonContext.Default.UserCreated),
                Headers = new() { { "CorrelationId", operationId }, { "MT-MessageType", type } },
            });
        }
    }
}
