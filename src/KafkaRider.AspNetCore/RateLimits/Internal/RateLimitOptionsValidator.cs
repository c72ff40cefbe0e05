using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Bound(result, nameof(options.RequestsPerSecond), options.RequestsPerSecond);
        Bound(result, nameof(options.Burst), options.Burst);

        if (options is { Burst: { } burst, RequestsPerSecond: null })
        {
            result.AddError(
                $"{RateLimitOptions.SectionName}:{nameof(options.Burst)} is {burst}, but without "
                + $"{RateLimitOptions.SectionName}:{nameof(options.RequestsPerSecond)} nothing is limited.");
        }

        return result.Build();
    }

    private static void Bound(ValidateOptionsResultBuilder result, string option, int? value)
    {
        if (value is < 1 or > Most)
        {
            result.AddError($"{RateLimitOptions.SectionName}:{option} is {value}, but it must be from 1 to {Most}.");
        }
    }
}
