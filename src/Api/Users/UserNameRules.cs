using FluentValidation;
using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Users;

internal static class UserNameRules
{
    /// <summary>Describes what every name has: something that is neither space nor a control character. The rules are more exact.</summary>
    public const string Pattern = @"[^\s\p{Cc}]";

    public static IRuleBuilderOptions<T, JsonText> UserName<T>(this IRuleBuilderInitial<T, JsonText> name) => name
        .Cascade(CascadeMode.Stop)
        .Must(text => text.Kind is not JsonTextKind.Missing).WithMessage("A name is required.")
        .Must(text => text.Kind is not JsonTextKind.NotText).WithMessage("The name must be a string.")
        .Must(text => text.Kind is not JsonTextKind.NotUnicode).WithMessage(Explain(UserNameFault.NotUnicode))
        .Must(text => FindFault(text) == UserNameFault.None).WithMessage((_, text) => Explain(FindFault(text)));

    private static UserNameFault FindFault(JsonText text) => Contracts.UserName.FindFault(text.Value);

    private static string Explain(UserNameFault fault) => fault switch
    {
        UserNameFault.NotUnicode => "The name must be valid Unicode, without half surrogate pairs.",
        UserNameFault.Blank => "The name must not be empty or blank.",
        UserNameFault.TooLong => $"The name must have at most {Contracts.UserName.MaxLength} characters.",
        UserNameFault.Control => "The name must not contain control characters.",
        UserNameFault.Unassigned => "The name must consist of characters that Unicode has assigned a meaning.",
        UserNameFault.TooLongNormalized =>
            $"The name must have at most {Contracts.UserName.MaxNormalizedBytes} bytes once it is normalised; some of its characters stand for many.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
