using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Gives a user another name, unless another user has it.</summary>
internal sealed class UpdateUserCommand(Operation operation, Fingerprint fingerprint, Guid userId, ValidName name, ExpectedVersion expected)
    : ExistingUserCommand(operation, fingerprint, userId, expected)
{
    public override void AddKeysTo(UserKeys keys)
    {
        base.AddKeysTo(keys);
        keys.AddName(name.Key);
    }

    protected override object Change(User user, UserSet users, DateTime now)
    {
        if (users.FindByName(name.Key) is { } owner && owner.Id != user.Id)
        {
            return new UserDuplicated(owner.Id, name.Given, owner.Version);
        }

        var updated = user with { Name = name.Given, NameKey = name.Key, Version = user.Version + 1, UpdatedAt = now };
        users.Put(updated);

        return new UserUpdated(
            updated.Id, updated.Name, updated.Version, new DateTimeOffset(updated.CreatedAt, TimeSpan.Zero), new DateTimeOffset(now, TimeSpan.Zero));
    }
}
