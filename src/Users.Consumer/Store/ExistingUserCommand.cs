using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Changes a user, if there is one with this id and, where the client asks for that, in this version.</summary>
internal abstract class ExistingUserCommand(Operation operation, Fingerprint fingerprint, Guid userId, ExpectedVersion expected)
    : UserCommand(operation, fingerprint)
{
    public override void AddKeysTo(UserKeys keys) => keys.AddId(userId);

    public sealed override object Decide(UserSet users, DateTime now) => users.Find(userId) switch
    {
        null => new UserNotFound(userId, users.IsDeleted(userId)),
        var user when !expected.Includes(user.Version) => new UserVersionConflict(userId, expected.Latest ?? 0, user.Version),
        var user => Change(user, users, now),
    };

    protected abstract object Change(User user, UserSet users, DateTime now);
}
