using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider;

/// <summary>Writes messages to a topic for a program that runs no bus, as a producer of the rider would.</summary>
/// <remarks>
/// A record carries what the message is, and no id: nobody takes it for the outcome of a request. Is safe for concurrent use. What was
/// written is acknowledged by all in-sync replicas.
/// </remarks>
public sealed class TopicWriter : IAsyncDisposable
{
    private readonly KafkaProducer _producer;
    private readonly KafkaJsonSerializer _serializer;

    /// <summary>Initializes a new instance of the <see cref="TopicWriter"/> class. Nothing is connected to yet.</summary>
    /// <param name="options">How to reach Kafka.</param>
    /// <param name="topic">The topic, without <see cref="KafkaOptions.Prefix"/>. It must be there already.</param>
    /// <param name="resolver">Knows the JSON of the messages.</param>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    public TopicWriter(KafkaOptions options, string topic, IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(topic);

        LibrdkafkaResolver.Load();
        KafkaClientConfiguration.Check(options);
        Topic = options.Prefix + topic;
        _producer = new(KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        _serializer = new(new(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver });
    }

    /// <summary>Gets the full name of the topic.</summary>
    public string Topic { get; }

    /// <summary>Writes one message.</summary>
    /// <typeparam name="T">The type that the record says it is.</typeparam>
    /// <param name="key">The key of the record.</param>
    /// <param name="message">The message.</param>
    /// <returns>A task that ends when Kafka has acknowledged the record.</returns>
    /// <exception cref="KafkaException">Kafka did not acknowledge it.</exception>
    public Task WriteAsync<T>(string key, T message)
        where T : class
    {
        var headers = new Headers();
        headers.AddText(KafkaHeaderNames.MessageType, MessageUrn.ForTypeString<T>());
        headers.AddText(KafkaHeaderNames.ContentType, KafkaJsonSerializer.Json.MediaType);

        return _producer.ProduceAsync(
            new(Topic, Partition.Any),
            new() { Key = Encoding.UTF8.GetBytes(key), Value = JsonSerializer.SerializeToUtf8Bytes(message, _serializer.Options), Headers = headers });
    }

    /// <summary>Ends the client.</summary>
    /// <returns>A task that ends when it has.</returns>
    public ValueTask DisposeAsync() => _producer.DisposeAsync();
}
