using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Is a message on its way to a topic.</summary>
[SuppressMessage("Naming", "CA1715", Justification = "MassTransit's contexts are named so.")]
public interface KafkaSendContext : SendContext
{
    /// <summary>Gets or sets the partition that gets the record.</summary>
    /// <value>The default is <see cref="Partition.Any"/>: the key decides, or chance where there is none.</value>
    Partition Partition { get; set; }
}
