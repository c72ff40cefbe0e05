using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.Bench.Reading;

/// <summary>Writes events as the consumer would have over the years.</summary>
internal static class EventWriter
{
    public static void Write(KafkaServer kafka, IEnumerable<UserCreated> events)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = kafka.BootstrapServers,
            Acks = Acks.All,
            LingerMs = 20,
            Partitioner = Partitioner.Murmur2Random,
            QueueBufferingMaxMessages = 200_000,
        };
        using var producer = new ProducerBuilder<string, byte[]>(config).Build();
        var type = Encoding.UTF8.GetBytes("urn:message:Users.Contracts:UserCreated");

        foreach (var created in events)
        {
            Write(producer, created, type);
        }

        producer.Flush(CancellationToken.None);
    }

    private static void Write(IProducer<string, byte[]> producer, UserCreated created, byte[] type)
    {
        var message = new Message<string, byte[]>
        {
            Key = created.UserId.ToString(),
            Value = JsonSerializer.SerializeToUtf8Bytes(created, ContractsJsonContext.Default.UserCreated),
            Timestamp = new(created.CreatedAt),
            Headers =
            [
                new Header("MT-MessageType", type),
                new Header("MessageId", Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())),
                new Header("CorrelationId", Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())),
            ],
        };

        while (true)
        {
            try
            {
                producer.Produce(Topics.Events.Name, message);
                return;
            }
            catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Flush(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
