namespace Users.Consumer.Store;

/// <summary>A user as the database holds it.</summary>
internal sealed record User(Guid Id, string Name, Digest NameKey, int Version, DateTime CreatedAt, DateTime UpdatedAt);
