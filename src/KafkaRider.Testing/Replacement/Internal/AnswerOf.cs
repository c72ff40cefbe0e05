namespace KafkaRider.Testing.Internal;

/// <summary>Represents what a test answers to requests of a type.</summary>
internal sealed record AnswerOf<TRequest>(Func<TRequest, object?> To)
    where TRequest : class;
