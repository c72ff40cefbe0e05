using Users.Api.Commands;
using Users.Api.Input;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UsersExtensions
{
    public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(
            new JsonBodyReader<CreateUserRequest>(ApiJson.Context.CreateUserRequest, new CreateUserRequestValidator()));
        builder.Services.AddCommand<CreateUser>(UserCommands.CreateAsync);
        return builder;
    }
}
