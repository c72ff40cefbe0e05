namespace KafkaRider.AspNetCore;

/// <summary>Represents what a command to change something is about, as the path and If-Match say.</summary>
/// <param name="Id">The entity, from the path.</param>
/// <param name="Expected">The versions in which it may be changed, from If-Match.</param>
public readonly record struct EntityTarget(Guid Id, ExpectedVersion Expected);
