using System.Net.Mime;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit.Serialization;

namespace KafkaRider;

/// <summary>Makes serializers of JSON, and Kafka's own for bytes, text and numbers.</summary>
/// <remarks>Text is UTF-8, numbers are big-endian, as Kafka's clients have them.</remarks>
public sealed class DefaultKafkaSerializerFactory : IKafkaSerializerFactory
{
    // MassTransit's own are for people to read.
    private static readonly JsonSerializerOptions Compact = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };

    private readonly JsonSerializerOptions _options;

    /// <summary>Initializes a new instance of the <see cref="DefaultKafkaSerializerFactory"/> class, whose JSON is MassTransit's on one line.</summary>
    public DefaultKafkaSerializerFactory()
        : this(Compact)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultKafkaSerializerFactory"/> class.</summary>
    /// <param name="options">How JSON is written and read.</param>
    public DefaultKafkaSerializerFactory(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public ContentType ContentType => KafkaJsonSerializer.Json;

    /// <inheritdoc/>
    public IDeserializer<T> GetDeserializer<T>() => PlainSerializers.FindDeserializer<T>() ?? new JsonDeserializer<T>(_options);

    /// <inheritdoc/>
    public IAsyncSerializer<T> GetSerializer<T>() => PlainSerializers.FindSerializer<T>() ?? new PromptSerializer<T>(new JsonValueSerializer<T>(_options));
}
