using System.Text.Json;
using MassTransit.Context;

namespace KafkaRider.Internal;

/// <summary>Is a message on its way to a topic. One of MassTransit's outboxes may keep it meanwhile: complete, as the record that it will be.</summary>
internal class RecordSendContext<T>(T message, CancellationToken cancellationToken) : MessageSendContext<T>(message, cancellationToken)
    where T : class
{
    private const string Property = "KafkaRecord";

    /// <summary>Gets or sets the record, if it is made already.</summary>
    public CollectedRecord? Record { get; set; }

    public override void WritePropertiesTo(IDictionary<string, object> properties)
    {
        base.WritePropertiesTo(properties);
        if (Record is not null)
        {
            properties[Property] = JsonSerializer.Serialize(Record);
        }
    }

    public override void ReadPropertiesFrom(IReadOnlyDictionary<string, object> properties)
    {
        base.ReadPropertiesFrom(properties);
        Record = ReadString(properties, Property) is { } record ? JsonSerializer.Deserialize<CollectedRecord>(record) : null;
    }
}
