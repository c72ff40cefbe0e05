using System.Text;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Gives each test of processes a database and topics of its own.</summary>
public abstract class TravelTest(SharedServer server, TravelBroker broker) : IAsyncLifetime
{
    private KafkaOptions? _kafka;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected KafkaOptions Kafka => _kafka!;

    protected TestDatabase Database { get; } = new(server.ConnectionString);

    protected ProcessOptions Options { get; } = new() { RetryDelay = TimeSpan.FromMilliseconds(50) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<TravelInstance> StartAsync(
        bool agencyIsOpen = true, Action<IServiceCollection>? configure = null,
        Action<IKafkaTopicEndpointConfigurator, MassTransit.IRegistrationContext>? parcels = null, TripVersion version = TripVersion.Usual)
    {
        _kafka ??= await broker.CreateOptionsAsync(TravelInstance.Topics);
        return await TravelInstance.StartAsync(_kafka, Database.ConnectionString, Options, agencyIsOpen, configure, parcels, version);
    }

    internal static Task<List<string>> BookedAsync(TravelInstance travel) =>
        travel.ReadAsync(db => db.Bookings.Select(booking => booking.Kind).Order().ToListAsync(Token));

    internal static Task<string?> GetStateAsync(TravelInstance travel, Guid id) =>
        travel.ReadAsync(db => db.Sagas.Where(saga => saga.Id == id).Select(saga => saga.State).SingleOrDefaultAsync(Token));

    internal static Task IsInStateAsync(TravelInstance travel, Guid id, string state) =>
        Eventually.IsTrueAsync(async () => await GetStateAsync(travel, id) == state, $"the process is {state}");

    /// <summary>Returns how many records a topic has.</summary>
    protected long CountRecords(string topic)
    {
        using var consumer = CreateConsumer();

        return Enumerable.Range(0, 4).Sum(partition => consumer.GetEnd(new(_kafka!.Prefix + topic, partition)));
    }

    /// <summary>Writes a record of anybody's.</summary>
    protected async Task WriteAsync(string topic, Guid id, string messageType, string body, DateTime at, bool isReply)
    {
        using var producer = CreateProducer();
        var key = Encoding.UTF8.GetBytes(id.ToString());
        var headers = new Headers { { "MT-MessageType", Encoding.UTF8.GetBytes(messageType) }, { "CorrelationId", key }, { "RequestId", key } };

        if (isReply)
        {
            headers.Add("InReplyTo", key);
        }

        await producer.ProduceAsync(
            Kafka.Prefix + topic, new() { Key = key, Value = Encoding.UTF8.GetBytes(body), Headers = headers, Timestamp = new(at) });
    }

    private IConsumer<byte[], byte[]> CreateConsumer() => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(new Dictionary<string, string>(_kafka!.Consumer))
    {
        BootstrapServers = _kafka.BootstrapServers,
        GroupId = "again",
        EnableAutoCommit = false,
    }).Build();

    private IProducer<byte[], byte[]> CreateProducer() => new ProducerBuilder<byte[], byte[]>(new ProducerConfig(new Dictionary<string, string>(_kafka!.Producer))
    {
        BootstrapServers = _kafka.BootstrapServers,
    }).Build();

    /// <summary>Writes all that is in a topic once more, in the same order.</summary>
    /// <returns>How many records that were.</returns>
    protected int WriteAgain(string topic)
    {
        var name = _kafka!.Prefix + topic;
        using var consumer = CreateConsumer();
        using var producer = CreateProducer();
        var count = 0;

        for (var partition = 0; partition < 4; partition++)
        {
            var end = consumer.GetEnd(new(name, partition));
            consumer.Assign(new TopicPartitionOffset(name, partition, Offset.Beginning));

            for (var next = 0L; next < end; count++)
            {
                var record = consumer.Consume(Token);
                next = record.Offset.Value + 1;
                producer.Produce(new TopicPartition(name, partition), record.Message);
            }
        }

        producer.Flush(Token);
        return count;
    }
}
