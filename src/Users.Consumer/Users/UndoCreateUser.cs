using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Sees to it that a user is not, and will not be: the step of a process that created it, or is still to, is undone.</summary>
internal sealed class UndoCreateUserConsumer(IInbox<UsersDbContext> inbox) : IConsumer<UndoCreateUser>
{
    public Task Consume(ConsumeContext<UndoCreateUser> context) => inbox.ExecuteAsync(context, new UndoCreateUserDecision(context.Message.UserId));
}

internal sealed class UndoCreateUserDecision(Guid userId) : IBatchDecision<UserSet>
{
    private readonly Guid _userId = userId != Guid.Empty ? userId : throw new InvalidCommandException("The user id is missing or empty.");

    public bool NeedsRows => true;

    public void Name(UserSet users) => users.NameId(_userId);

    public object Decide(UserSet users, DateTime now)
    {
        if (users.Find(_userId) is { } user)
        {
            return DeleteUserDecision.Delete(user, users, now);
        }

        // A row without a name takes the id: the command that would create the user may be on its way.
        if (!users.IsTaken(_userId))
        {
            users.Put(new User(_userId, string.Empty, NameKey: null, Version: 1, now, now));
        }

        return new UserCreationUndone(_userId);
    }
}
