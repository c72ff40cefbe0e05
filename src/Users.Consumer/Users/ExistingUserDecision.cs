using KafkaRider.EntityFrameworkCore;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Changes a user, if there is one with this id and, where the client asks for that, in this version.</summary>
internal abstract class ExistingUserDecision : IBatchDecision<UserSet>
{
    private readonly Guid _userId;
    private readonly ExpectedVersion _expected;

    /// <exception cref="InvalidCommandException">The id is empty, which is also what a missing one is read as.</exception>
    protected ExistingUserDecision(Guid userId, ExpectedVersion expected)
    {
        _userId = userId != Guid.Empty ? userId : throw new InvalidCommandException("The user id is missing or empty.");
        _expected = expected;
    }

    public bool NeedsRows => true;

    public virtual void Name(UserSet users) => users.NameId(_userId);

    public object Decide(UserSet users, DateTime now) => users.Find(_userId) switch
    {
        null => new UserNotFound(_userId, users.IsDeleted(_userId)),
        var user when !_expected.Includes(user.Version) => new UserVersionConflict(_userId, _expected.Latest ?? 0, user.Version),
        var user => Change(user, users, now),
    };

    protected abstract object Change(User user, UserSet users, DateTime now);
}
