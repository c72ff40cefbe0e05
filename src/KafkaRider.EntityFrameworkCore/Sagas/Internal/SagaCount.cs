namespace KafkaRider.Internal;

/// <summary>Is how many sagas of a type are in a state, and for how many seconds the oldest of them has been running.</summary>
internal sealed record SagaCount(string Type, string State, long Count, double OldestSeconds);
