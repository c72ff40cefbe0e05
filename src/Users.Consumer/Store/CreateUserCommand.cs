using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Creates a user, unless another one has the name.</summary>
internal sealed class CreateUserCommand(Operation operation, Fingerprint fingerprint, ValidName name)
    : UserCommand(operation, fingerprint)
{
    public override bool NeedsUsers => false;

    public override void AddKeysTo(UserKeys keys) => keys.AddName(name.Key);

    public override object Decide(UserSet users, DateTime now)
    {
        if (users.FindByName(name.Key) is { } owner)
        {
            return new UserDuplicated(owner.Id, name.Given, owner.Version);
        }

        var createdAt = new DateTimeOffset(now, TimeSpan.Zero);
        var user = new User(UserIds.Create(createdAt), name.Given, name.Key, Version: 1, now, now);
        users.Put(user);

        return new UserCreated(user.Id, user.Name, user.Version, createdAt);
    }
}
