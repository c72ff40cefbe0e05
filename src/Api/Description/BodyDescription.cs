namespace Users.Api.Description;

/// <summary>Describes the body of a request.</summary>
internal sealed record BodyDescription(Type Type, params IReadOnlyList<string> MediaTypes);
