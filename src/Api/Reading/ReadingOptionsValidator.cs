using Microsoft.Extensions.Options;

namespace Users.Api.Reading;

internal sealed class ReadingOptionsValidator : IValidateOptions<ReadingOptions>
{
    private const int SmallestScan = 1_000;
    private const int LargestScan = 10_000_000;
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

        if (options.MaxScan is < SmallestScan or > LargestScan)
        {
            result.AddError(
                $"{ReadingOptions.SectionName}:{nameof(options.MaxScan)} is {options.MaxScan}, but it must be from {SmallestScan} to {LargestScan}.");
        }

        return result.Build();
    }
}
