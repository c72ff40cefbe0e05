using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Writes to the topic of events, as a consumer that repeats itself would.</summary>
public static class EventTopic
{
    public static async Task WriteAsync(KafkaServer kafka, Guid userId, params object[] outcomes)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        ArgumentNullException.ThrowIfNull(outcomes);
        var config = new ProducerConfig { BootstrapServers = kafka.BootstrapServers, Partitioner = Partitioner.Murmur2Random };
        using var producer = new ProducerBuilder<string, byte[]>(config).Build();

        foreach (var outcome in outcomes)
        {
            var record = new Message<string, byte[]>
            {
                Key = userId.ToString(),
                Value = JsonSerializer.SerializeToUtf8Bytes(outcome, outcome.GetType(), ContractsJsonContext.Default),
                Headers =
                [
                    new Header("MT-MessageType", Encoding.UTF8.GetBytes($"urn:message:Users.Contracts:{outcome.GetType().Name}")),
                    new Header("CorrelationId", Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())),
                ],
            };
            await producer.ProduceAsync(Topics.Events.Name, record, TestContext.Current.CancellationToken);
        }
    }
}
