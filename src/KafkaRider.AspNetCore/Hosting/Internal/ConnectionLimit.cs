using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Answers requests on connections that are too many, and closes those. The server itself would close them without a word; it does so only
/// where still more come at a time.
/// </summary>
internal sealed class ConnectionLimit(IOptions<RequestsOptions> requests)
{
    private readonly Places _places = new(requests.Value.MaxConnections);

    /// <summary>Returns how many connections there may be while those that are too many are answered.</summary>
    public static int HardLimitOf(RequestsOptions options) => options.MaxConnections + (options.MaxConnections / 10) + 16;

    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        using var place = _places.TryTake();

        if (place is null)
        {
            connection.Features.Set(TooMany.Instance);
        }

        await next(connection);
    };

    public void Use(IApplicationBuilder app) => app.Use((http, next) =>
    {
        // Whoever asks how the service is must hear it, or the service is taken for dead.
        if (http.Features.Get<TooMany>() is null || http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            return next(http);
        }

        http.Response.Headers.Connection = "close";
        var answer = Answer.From(ProblemTypes.TooManyConnections.With(
            $"{_places.Count} connections are open already, so this one is closed. Come again later, or connect to another instance."));
        return (answer with { RetryAfter = requests.Value.RetryAfter }).ExecuteAsync(http);
    });

    private sealed class TooMany
    {
        public static readonly TooMany Instance = new();
    }
}
