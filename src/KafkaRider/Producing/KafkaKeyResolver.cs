namespace KafkaRider;

/// <summary>Finds the key of a message that is being written.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">The type of the message.</typeparam>
/// <param name="context">The message and what is known of it. Is called on any thread.</param>
/// <returns>The key of the record.</returns>
public delegate TKey KafkaKeyResolver<out TKey, TValue>(KafkaSendContext<TValue> context)
    where TValue : class;
