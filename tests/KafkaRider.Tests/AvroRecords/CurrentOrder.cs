using Avro;
using Avro.Specific;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Is the same order as a service knows it that came later: a field was added, with a default.</summary>
public sealed class CurrentOrder : ISpecificRecord
{
    // The deserializer looks for a field of this name.
    public static readonly Schema _SCHEMA = Schema.Parse(
        """
        {
          "type": "record", "name": "Order", "namespace": "shop",
          "fields": [{ "name": "number", "type": "string" }, { "name": "carrier", "type": "string", "default": "pigeon" }]
        }
        """);

    public string Number { get; set; } = "";

    public string Carrier { get; set; } = "";

    public Schema Schema => _SCHEMA;

    public object Get(int fieldPos) => fieldPos == 0 ? Number : Carrier;

    public void Put(int fieldPos, object fieldValue)
    {
        if (fieldPos == 0)
        {
            Number = (string)fieldValue;
        }
        else
        {
            Carrier = (string)fieldValue;
        }
    }
}
