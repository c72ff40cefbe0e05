using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    private const int LargestCount = 10_000_000;
    private static readonly TimeSpan ShortestRetention = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        if (options.Retention < ShortestRetention || options.Retention > LongestRetention)
        {
            result.AddError(
                $"{OperationsOptions.SectionName}:{nameof(options.Retention)} is {options.Retention:c}, but it must be from "
                + $"{ShortestRetention:c} to {LongestRetention:c}: commands are not in the log for longer.");
        }

        if (options.MaxCount is < 1 or > LargestCount)
        {
            result.AddError(
                $"{OperationsOptions.SectionName}:{nameof(options.MaxCount)} is {options.MaxCount}, but it must be from 1 to {LargestCount}.");
        }

        Bound(result, nameof(options.StreamHeartbeat), options.StreamHeartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Bound(result, nameof(options.StreamLifetime), options.StreamLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        return result.Build();
    }

    private static void Bound(ValidateOptionsResultBuilder result, string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            result.AddError($"{OperationsOptions.SectionName}:{option} is {value:c}, but it must be from {least:c} to {most:c}.");
        }
    }
}
