using Avro;
using Avro.Specific;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Is the key of an order's records.</summary>
public sealed class OrderKey : ISpecificRecord
{
    // The deserializer looks for a field of this name.
    public static readonly Schema _SCHEMA = Schema.Parse(
        """{"type":"record","name":"OrderKey","namespace":"shop","fields":[{"name":"number","type":"string"}]}""");

    public string Number { get; set; } = "";

    public Schema Schema => _SCHEMA;

    public object Get(int fieldPos) => Number;

    public void Put(int fieldPos, object fieldValue) => Number = (string)fieldValue;
}
