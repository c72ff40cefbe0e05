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
        var deleted = user with { NameKey = null, Version = user.Version + 1, UpdatedAt = now };
        users.Put(deleted);

        return new UserDeleted(deleted.Id, deleted.Name, deleted.Version, new DateTimeOffset(now, TimeSpan.Zero));
    }

    protected override object Change(User user, UserSet users, DateTime now) => Delete(user, users, now);
}
