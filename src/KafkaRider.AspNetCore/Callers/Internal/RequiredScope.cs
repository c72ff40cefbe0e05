namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells, of an endpoint, which scope a token must have.</summary>
internal sealed record RequiredScope(string Name);
