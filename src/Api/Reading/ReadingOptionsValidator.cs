using Microsoft.Extensions.Options;

namespace Users.Api.Reading;

internal sealed class ReadingOptionsValidator : IValidateOptions<ReadingOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ReadingOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        if (options.ConsistencyTimeout < TimeSpan.Zero || options.ConsistencyTimeout > LongestWait)
        {
            result.AddError(
                $"{ReadingOptions.SectionName}:{nameof(options.ConsistencyTimeout)} is {options.ConsistencyTimeout:c}, but it must be from "
                + $"{TimeSpan.Zero:c} to {LongestWait:c}.");
        }

        if (options.LagLimit < 1)
        {
            result.AddError($"{ReadingOptions.SectionName}:{nameof(options.LagLimit)} is {options.LagLimit}, but it must be at least 1.");
        }

        return result.Build();
    }
}
