using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Gives a user another name, unless another user has it.</summary>
internal sealed class UpdateUserConsumer(IInbox<UsersDbContext> inbox) : IConsumer<UpdateUser>
{
    public Task Consume(ConsumeContext<UpdateUser> context)
    {
        var (userId, name, version, versions) = context.Message;
        return inbox.ExecuteAsync(context, new UpdateUserDecision(userId, ValidName.Parse(name), new(version, versions)));
    }
}

internal sealed class UpdateUserDecision(Guid userId, ValidName name, ExpectedVersion expected) : ExistingUserDecision(userId, expected)
{
    public override void Name(UserSet users)
    {
        base.Name(users);
        users.NameKey(name.Key);
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
