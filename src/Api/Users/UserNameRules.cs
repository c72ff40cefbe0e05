using FluentValidation;
using Users.Api.Input;

namespace Users.Api.Users;

internal static class UserNameRules
{
    public static IRuleBuilderOptions<T, JsonText> UserName<T>(this IRuleBuilderInitial<T, JsonText> name) => name
        .Cascade(CascadeMode.Stop)
        .Must(text => text.Kind is not JsonTextKind.Missing).WithMessage("A name is required.")
        .Must(text => text.Kind is not JsonTextKind.NotText).WithMessage("The name must be a string.")
        .Must(text => text.Kind is not JsonTextKind.NotUnicode).WithMessage("The name must be valid Unicode, without half surrogate pairs.")
        .Must(text => !string.IsNullOrWhiteSpace(text.Value)).WithMessage("The name must not be empty or blank.")
        .Must(text => text.Value!.Length <= Contracts.UserName.MaxLength)
            .WithMessage($"The name must have at most {Contracts.UserName.MaxLength} characters.")
        .Must(text => !text.Value!.Any(char.IsControl)).WithMessage("The name must not contain control characters.")
        .Must(text => HasNormalForm(text.Value!)).WithMessage("The name must consist of characters that Unicode has assigned a meaning.");

    // U+FFFE is well-formed, but has no normal form, and so no place in the order of commands.
    private static bool HasNormalForm(string name)
    {
        try
        {
            return Contracts.UserName.Normalize(name).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
