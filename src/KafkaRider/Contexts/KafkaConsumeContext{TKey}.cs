using System.Diagnostics.CodeAnalysis;

namespace KafkaRider;

/// <summary>Says where a message that is being consumed stands, and has its key. It is a payload of its context.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
[SuppressMessage("Naming", "CA1715", Justification = "MassTransit's contexts are named so.")]
public interface KafkaConsumeContext<out TKey> : KafkaConsumeContext
{
    /// <summary>Gets the key of the record.</summary>
    TKey Key { get; }
}
