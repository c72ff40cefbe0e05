namespace KafkaRider.AspNetCore;

/// <summary>Describes the body of a request.</summary>
/// <param name="Type">The type that it is read into.</param>
/// <param name="MediaTypes">The media types that are taken.</param>
public sealed record BodyDescription(Type Type, params IReadOnlyList<string> MediaTypes);
