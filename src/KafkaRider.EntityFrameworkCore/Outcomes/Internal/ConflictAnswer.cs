namespace KafkaRider.Internal;

/// <summary>Makes the answer to a command whose operation has executed another one.</summary>
internal sealed record ConflictAnswer(Func<Guid, object> Of);
