using FluentValidation;

namespace Users.Api.Users;

internal sealed class CreateUserRequestValidator : AbstractValidator<CreateUserRequest>
{
    public CreateUserRequestValidator()
    {
        RuleFor(request => request.Name).UserName().OverridePropertyName("name");
    }
}
