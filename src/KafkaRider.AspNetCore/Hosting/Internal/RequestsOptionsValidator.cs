using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class RequestsOptionsValidator : IValidateOptions<RequestsOptions>
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, RequestsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        Bound(result, nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Bound(result, nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 1024 * 1024);
        Bound(result, nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Bound(result, nameof(options.LameDuck), options.LameDuck, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Bound(result, nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        if (options.DrainTimeout is { } drain && (drain <= options.Timeout || drain > LongestDrain))
        {
            result.AddError(
                $"{RequestsOptions.SectionName}:{nameof(options.DrainTimeout)} is {drain:c}, but it must be longer than "
                + $"{RequestsOptions.SectionName}:{nameof(options.Timeout)} ({options.Timeout:c}) and at most {LongestDrain:c}: "
                + "a process that stops sooner cuts off clients that still wait.");
        }

        return result.Build();
    }

    private static void Bound<T>(ValidateOptionsResultBuilder result, string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            var form = value is TimeSpan ? " (a time is written [days.]hours:minutes:seconds)" : "";
            result.AddError($"{RequestsOptions.SectionName}:{option} is {value}, but it must be from {least} to {most}{form}.");
        }
    }
}
