using Users.Api.Commands;
using Users.Api.Input;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UsersExtensions
{
    public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(
            new JsonBodyReader<CreateUserRequest>(ApiJson.Context.CreateUserRequest, new CreateUserRequestValidator(), JsonMediaType.Json));
        builder.Services.AddSingleton(new JsonBodyReader<UpdateUserRequest>(
            ApiJson.Context.UpdateUserRequest, new UpdateUserRequestValidator(), JsonMediaType.Json, JsonMediaType.MergePatch));
        builder.Services.AddCommand<CreateUser>(UserCommands.CreateAsync);
        builder.Services.AddCommand<UpdateUser>(UserCommands.UpdateAsync);
        builder.Services.AddCommand<DeleteUser>(UserCommands.DeleteAsync);
        builder.Services.AddSingleton<UnchangedUsers>();
        return builder;
    }
}
