using Users.Api.Input;

namespace Users.Api.Users;

internal static class UsersExtensions
{
    public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(
            new JsonBodyReader<CreateUserRequest>(ApiJson.Context.CreateUserRequest, new CreateUserRequestValidator()));
        return builder;
    }
}
