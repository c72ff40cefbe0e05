namespace KafkaRider.Internal;

/// <summary>Is a topic that requests are sent to, as it is configured: without the prefix.</summary>
internal sealed record RequestTopic(string Name);
