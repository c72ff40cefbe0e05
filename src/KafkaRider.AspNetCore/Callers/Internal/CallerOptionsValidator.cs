using System.Text;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class CallerOptionsValidator : IValidateOptions<CallerOptions>
{
    // What HS256 needs to be as strong as its digest.
    private const int ShortestKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, CallerOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        var (authority, audience, key) = (options.Authority, options.Audience, options.SigningKey);

        if (!string.IsNullOrEmpty(authority) && !string.IsNullOrEmpty(key))
        {
            AddError(result, $"has both {nameof(options.Authority)} and {nameof(options.SigningKey)}, but tokens come from one place only.");
        }
        else if (!string.IsNullOrEmpty(authority) && string.IsNullOrEmpty(audience))
        {
            AddError(result, $"has {nameof(options.Authority)} without {nameof(options.Audience)}: tokens for any other service would do.");
        }
        else if (string.IsNullOrEmpty(authority) && string.IsNullOrEmpty(key) && !string.IsNullOrEmpty(audience))
        {
            AddError(result, $"has {nameof(options.Audience)}, but neither {nameof(options.Authority)} nor {nameof(options.SigningKey)}: no token could be checked.");
        }

        if (!string.IsNullOrEmpty(key) && Encoding.UTF8.GetByteCount(key) < ShortestKeyBytes)
        {
            AddError(result, $"has a {nameof(options.SigningKey)} of less than {ShortestKeyBytes} bytes.");
        }

        return result.Build();
    }

    private static void AddError(ValidateOptionsResultBuilder result, string error) => result.AddError($"{CallerOptions.SectionName} {error}");
}
