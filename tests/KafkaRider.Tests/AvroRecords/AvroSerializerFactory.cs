using System.Net.Mime;
using Confluent.Kafka;
using Confluent.Kafka.SyncOverAsync;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>The factory that src/KafkaRider/README.md shows, line for line.</summary>
public sealed class AvroSerializerFactory(ISchemaRegistryClient registry) : IKafkaSerializerFactory
{
    public ContentType ContentType { get; } = new("application/avro");

    public IAsyncSerializer<T> GetSerializer<T>() => new AvroSerializer<T>(registry);

    public IDeserializer<T> GetDeserializer<T>() => new AvroDeserializer<T>(registry).AsSyncOverAsync();
}
