using System.Text.Json.Serialization;
using KafkaRider.AspNetCore;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

internal sealed record UserResponse(Guid Id, string Name, int Version, DateTimeOffset CreatedAt)
{
    [JsonIgnore]
    public string ETag => EntityVersion.ToTag(Version);

    public static UserResponse From(UserCreated created) => new(created.UserId, created.Name, created.Version, created.CreatedAt);

    public static UserResponse From(UserUpdated updated) => new(updated.UserId, updated.Name, updated.Version, updated.CreatedAt);

    public static UserResponse From(User user) => new(user.Id, user.Name, user.Version, user.CreatedAt);
}
