using Users.Api.Input;

namespace Users.Api.Users;

internal sealed class UpdateUserRequest
{
    public JsonText Name { get; set; }
}
