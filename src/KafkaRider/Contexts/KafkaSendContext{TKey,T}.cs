using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Is a message of a known type, with its key, on its way to a topic.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="T">The type of the message.</typeparam>
[SuppressMessage("Naming", "CA1715", Justification = "MassTransit's contexts are named so.")]
public interface KafkaSendContext<TKey, T> : KafkaSendContext<T>
    where T : class
{
    /// <summary>Gets or sets the key of the record.</summary>
    TKey Key { get; set; }

    /// <summary>Gets or sets what makes the record's key of <see cref="Key"/>.</summary>
    IAsyncSerializer<TKey> KeySerializer { get; set; }
}
