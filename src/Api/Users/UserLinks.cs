namespace Users.Api.Users;

internal static class UserLinks
{
    public static string To(Guid userId) => $"/users/{userId}";
}
