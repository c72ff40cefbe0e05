using Avro;
using Avro.Specific;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Is an order as a service knows it that was written first.</summary>
public sealed class FormerOrder : ISpecificRecord
{
    // The deserializer looks for a field of this name.
    public static readonly Schema _SCHEMA = Schema.Parse(
        """{"type":"record","name":"Order","namespace":"shop","fields":[{"name":"number","type":"string"}]}""");

    public string Number { get; set; } = "";

    public Schema Schema => _SCHEMA;

    public object Get(int fieldPos) => Number;

    public void Put(int fieldPos, object fieldValue) => Number = (string)fieldValue;
}
