namespace KafkaRider.Internal;

/// <summary>Is a message for later.</summary>
internal sealed record SagaTimer(Guid TokenId, DateTime DueAt, string Records);
