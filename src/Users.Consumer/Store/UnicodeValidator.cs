using Microsoft.Extensions.Options;
using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>
/// Refuses to start where the runtime leaves Unicode forms as they are (invariant globalization): the same name would get another key
/// than everywhere else, and exist twice.
/// </summary>
internal sealed class UnicodeValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options) => UserName.Normalize("E\u0301") == "\u00e9"
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            "Names cannot be compared, because the runtime does not normalise Unicode: "
            + "install ICU (libicu) and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
}
