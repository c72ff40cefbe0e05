namespace KafkaRider.Internal;

/// <summary>Is thrown instead of sending a text that the server would not take, for which it would end the connection.</summary>
internal sealed class TextTooLargeException(long size, long limit)
    : Exception($"The text has {size} bytes, and the server takes {limit} (max_allowed_packet).");
