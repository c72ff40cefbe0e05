using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Deletes a user, which frees the name.</summary>
internal sealed class DeleteUserConsumer(IInbox<UsersDbContext> inbox) : IConsumer<DeleteUser>
{
    public Task Consume(ConsumeContext<DeleteUser> context)
    {
        var (userId, version, versions) = context.Message;
        return inbox.ExecuteAsync(context, new DeleteUserDecision(userId, new(version, versions)));
    }
}

internal sealed class DeleteUserDecision(Guid userId, ExpectedVersion expected) : ExistingUserDecision(userId, expected)
{
    public static UserDeleted Delete(User user, UserSet users, DateTime now)
    {
        // What is left keeps commands for the user from anything else than failing. It needs no name.
        var deleted = user with { Name = string.Empty, NameKey = null, Version = user.Version + 1, UpdatedAt = now };
        users.Put(deleted);

        return new UserDeleted(deleted.Id, user.Name, deleted.Version, new DateTimeOffset(now, TimeSpan.Zero));
    }

    protected override object Change(User user, UserSet users, DateTime now) => Delete(user, users, now);
}
