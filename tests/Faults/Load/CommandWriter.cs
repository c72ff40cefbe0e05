using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.Contracts;
using Users.Faults.Running;

namespace Users.Faults.Load;

/// <summary>Writes commands to the topic itself, as a program can that is not ours.</summary>
public sealed class CommandWriter(Trial trial) : IDisposable
{
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(
        new ProducerConfig { BootstrapServers = trial.Surroundings.Kafka.BootstrapServers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 5 })
        .SetLogHandler((_, _) => { }).Build();

    private int _last;

    /// <summary>Asks for a user with a name of its own.</summary>
    /// <param name="responseAddress">Where the reply is to go; <see langword="null"/> asks for none.</param>
    /// <returns>The operation, once the brokers have it.</returns>
    public async Task<Guid> CreateUserAsync(string? responseAddress)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{trial.Id} {trial.Seed:x} written {Interlocked.Increment(ref _last)}");
        var operation = Guid.NewGuid();
        var headers = new Headers
        {
            { "MessageId", Encoding.UTF8.GetBytes($"{Guid.NewGuid()}") },
            { "CorrelationId", Encoding.UTF8.GetBytes($"{operation}") },
            { "MT-MessageType", "urn:message:Users.Contracts:CreateUser"u8.ToArray() },
        };

        if (responseAddress is not null)
        {
            headers.Add("RequestId", Encoding.UTF8.GetBytes($"{operation}"));
            headers.Add("MT-Response-Address", Encoding.UTF8.GetBytes(responseAddress));
        }

        await _producer.ProduceAsync(Topics.Commands.Name, new()
        {
            Key = Encoding.UTF8.GetBytes(UserName.Normalize(name)),
            Value = JsonSerializer.SerializeToUtf8Bytes(new { name }),
            Headers = headers,
        });

        return operation;
    }

    public void Dispose() => _producer.Dispose();
}
