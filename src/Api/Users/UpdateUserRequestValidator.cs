using FluentValidation;
using Users.Api.Input;

namespace Users.Api.Users;

internal sealed class UpdateUserRequestValidator : AbstractValidator<UpdateUserRequest>
{
    public UpdateUserRequestValidator()
    {
        // A patch may leave it out, and then leaves it as it is.
        RuleFor(request => request.Name).UserName().OverridePropertyName("name").When(request => request.Name.Kind != JsonTextKind.Missing);
    }
}
