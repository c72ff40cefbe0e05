using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Creates a user, unless another one has the name.</summary>
internal sealed class CreateUserConsumer(IInbox<UsersDbContext> inbox) : IConsumer<CreateUser>
{
    public Task Consume(ConsumeContext<CreateUser> context) =>
        inbox.ExecuteAsync(context, new CreateUserDecision(ValidName.Parse(context.Message.Name), context.Message.UserId));
}

/// <summary>Decides without looking first: the unique key of names refuses what was decided wrongly, and that of ids a user who is not to be.</summary>
internal sealed class CreateUserDecision(ValidName name, Guid? id = null) : IBatchDecision<UserSet>
{
    private readonly Guid? _id = id != Guid.Empty ? id : throw new InvalidCommandException("The user id is empty.");

    public bool NeedsRows => false;

    public void Name(UserSet users)
    {
        users.NameKey(name.Key);
        if (_id is { } given)
        {
            users.NameId(given);
        }
    }

    public object Decide(UserSet users, DateTime now)
    {
        if (_id is { } given && users.IsTaken(given))
        {
            return new UserCreationUndone(given);
        }

        if (users.FindByName(name.Key) is { } owner)
        {
            return new UserDuplicated(owner.Id, name.Given, owner.Version);
        }

        var createdAt = new DateTimeOffset(now, TimeSpan.Zero);
        var user = new User(_id ?? UserIds.Create(createdAt), name.Given, name.Key, Version: 1, now, now);
        users.Put(user);

        return new UserCreated(user.Id, user.Name, user.Version, createdAt);
    }
}
