using FluentValidation;

namespace Users.Api.Users;

internal sealed class UpdateUserRequestValidator : AbstractValidator<UpdateUserRequest>
{
    public UpdateUserRequestValidator()
    {
        RuleFor(request => request.Name).UserName().OverridePropertyName("name");
    }
}
