using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Deletes a user, which frees the name.</summary>
internal sealed class DeleteUserCommand(Operation operation, Fingerprint fingerprint, Guid userId, ExpectedVersion expected)
    : ExistingUserCommand(operation, fingerprint, userId, expected)
{
    protected override object Change(User user, UserSet users, DateTime now)
    {
        var deleted = user with { NameKey = null, Version = user.Version + 1, UpdatedAt = now };
        users.Put(deleted);

        return new UserDeleted(deleted.Id, deleted.Name, deleted.Version, new DateTimeOffset(now, TimeSpan.Zero));
    }
}
