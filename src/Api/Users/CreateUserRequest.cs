using Users.Api.Input;

namespace Users.Api.Users;

internal sealed class CreateUserRequest
{
    public JsonText Name { get; set; }
}
