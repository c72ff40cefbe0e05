using Users.Contracts;

namespace Users.Api.Users;

internal sealed record UserResponse(Guid Id, string Name, int Version, DateTimeOffset CreatedAt)
{
    public static UserResponse From(UserCreated created) => new(created.UserId, created.Name, created.Version, created.CreatedAt);
}
