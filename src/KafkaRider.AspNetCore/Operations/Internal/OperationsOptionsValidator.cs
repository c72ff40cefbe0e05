using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    private const int LargestCount = 10_000_000;
    private const int MostClients = 1_000_000;
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

        Bound(result, nameof(options.MaxCount), options.MaxCount, 1, LargestCount);
        Bound(result, nameof(options.MaxWaiters), options.MaxWaiters, 1, MostClients);
        Bound(result, nameof(options.MaxStreams), options.MaxStreams, 1, MostClients);
        Bound(result, nameof(options.MaxHubConnections), options.MaxHubConnections, 1, MostClients);
        Bound(result, nameof(options.MaxWatches), options.MaxWatches, 1, MostClients);
        Bound(result, nameof(options.StreamHeartbeat), options.StreamHeartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Bound(result, nameof(options.StreamLifetime), options.StreamLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        return result.Build();
    }

    private static void Bound<T>(ValidateOptionsResultBuilder result, string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"{OperationsOptions.SectionName}:{option} is {value}, but it must be from {least} to {most}.");
        }
    }
}
