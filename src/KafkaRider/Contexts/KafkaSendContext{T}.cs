using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using MassTransit;

namespace KafkaRider;

/// <summary>Is a message of a known type on its way to a topic.</summary>
/// <typeparam name="T">The type of the message.</typeparam>
[SuppressMessage("Naming", "CA1715", Justification = "MassTransit's contexts are named so.")]
public interface KafkaSendContext<T> : SendContext<T>, KafkaSendContext
    where T : class
{
    /// <summary>Gets or sets what makes the record's value of the message.</summary>
    IAsyncSerializer<T> ValueSerializer { get; set; }
}
