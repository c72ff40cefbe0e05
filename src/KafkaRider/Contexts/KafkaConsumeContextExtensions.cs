using MassTransit;

namespace KafkaRider;

/// <summary>Finds where a message that is being consumed stands.</summary>
public static class KafkaConsumeContextExtensions
{
    /// <summary>Returns the partition.</summary>
    /// <param name="context">The message.</param>
    /// <returns>The partition, or <see langword="null"/> if it does not come from Kafka.</returns>
    public static int? Partition(this ConsumeContext context) => Find(context)?.Partition;

    /// <summary>Returns the offset.</summary>
    /// <param name="context">The message.</param>
    /// <returns>The offset, or <see langword="null"/> if it does not come from Kafka.</returns>
    public static long? Offset(this ConsumeContext context) => Find(context)?.Offset;

    /// <summary>Returns the key.</summary>
    /// <typeparam name="TKey">The type of the endpoint's keys. Every key is also to be had as a <see cref="string"/>, if it is text.</typeparam>
    /// <param name="context">The message.</param>
    /// <returns>The key, or the default if there is none of that type.</returns>
    public static TKey? GetKey<TKey>(this ConsumeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TryGetPayload(out KafkaConsumeContext<TKey>? record) ? record.Key : default;
    }

    /// <summary>Returns whether it is the end of the partition.</summary>
    /// <param name="context">The message.</param>
    /// <returns>Always <see langword="false"/>, as <c>EnablePartitionEof</c> is refused.</returns>
    public static bool IsPartitionEof(this ConsumeContext context) => Find(context) is { IsPartitionEof: true };

    private static KafkaConsumeContext? Find(ConsumeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TryGetPayload(out KafkaConsumeContext? record) ? record : null;
    }
}
