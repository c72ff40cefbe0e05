using KafkaRider.EntityFrameworkCore;

namespace Users.Consumer.Users;

/// <summary>A user as the database holds it. Without a key for the name it is deleted: the row stays, and the name is free.</summary>
internal sealed record User(Guid Id, string Name, Digest? NameKey, int Version, DateTime CreatedAt, DateTime UpdatedAt)
{
    public bool IsDeleted => NameKey is null;
}
