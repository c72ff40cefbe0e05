using KafkaRider;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Republishing;

/// <summary>Writes the present state of users as the event that made it. Whoever has that version of a user already ignores it.</summary>
internal static class UserEvents
{
    public static Task WriteAsync(this TopicWriter events, User user)
    {
        var key = user.Id.ToString();
        var createdAt = new DateTimeOffset(user.CreatedAt, TimeSpan.Zero);
        var updatedAt = new DateTimeOffset(user.UpdatedAt, TimeSpan.Zero);

        return user switch
        {
            { IsDeleted: true } => events.WriteAsync(key, new UserDeleted(user.Id, user.Name, user.Version, updatedAt)),
            { Version: 1 } => events.WriteAsync(key, new UserCreated(user.Id, user.Name, user.Version, createdAt)),
            _ => events.WriteAsync(key, new UserUpdated(user.Id, user.Name, user.Version, createdAt, updatedAt)),
        };
    }
}
