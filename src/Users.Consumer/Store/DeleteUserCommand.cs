using System.Globalization;
using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Deletes a user, which frees the name.</summary>
internal sealed class DeleteUserCommand(Operation operation, Guid userId, int? expectedVersion) : ExistingUserCommand(
    operation,
    Digest.Of(nameof(DeleteUser), userId.ToString(), string.Create(CultureInfo.InvariantCulture, $"{expectedVersion}")),
    userId,
    expectedVersion)
{
    protected override object Change(User user, UserSet users, DateTime now)
    {
        var deleted = user with { NameKey = null, Version = user.Version + 1, UpdatedAt = now };
        users.Put(deleted);

        return new UserDeleted(deleted.Id, deleted.Name, deleted.Version, new DateTimeOffset(now, TimeSpan.Zero));
    }
}
