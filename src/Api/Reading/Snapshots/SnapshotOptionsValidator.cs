using Microsoft.Extensions.Options;

namespace Users.Api.Reading.Snapshots;

internal sealed class SnapshotOptionsValidator : IValidateOptions<SnapshotOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, SnapshotOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        if (options.Interval < ShortestInterval || options.Interval > LongestInterval)
        {
            result.AddError(
                $"{SnapshotOptions.SectionName}:{nameof(options.Interval)} is {options.Interval:c}, but it must be from "
                + $"{ShortestInterval:c} to {LongestInterval:c}.");
        }

        return result.Build();
    }
}
