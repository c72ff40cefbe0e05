using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Lets pages of the allowed origins send every request, and read the headers of the answers.</summary>
internal sealed class CorsSetup(IOptions<HttpOptions> http) : IConfigureOptions<CorsOptions>
{
    public const string AnyOrigin = "*";

    private static readonly TimeSpan PreflightLifetime = TimeSpan.FromMinutes(10);

    // What a browser shows of an answer without being told is neither where something is nor which version it has.
    private static readonly string[] ExposedHeaders =
    [
        HeaderNames.Location, HeaderNames.ContentLocation, HeaderNames.ETag, HeaderNames.Link, HeaderNames.RetryAfter, HeaderNames.Allow,
        HeaderNames.WWWAuthenticate, HeaderNames.Accept, HeaderNames.AcceptEncoding,
        OwnHeaders.AcceptPatch, OwnHeaders.OperationLocation, OwnHeaders.IdempotencyReplayed, OwnHeaders.ConsistencyToken,
        OwnHeaders.PreferenceApplied,
    ];

    public void Configure(CorsOptions options)
    {
        if (http.Value.Origins is not { Count: > 0 } origins)
        {
            return;
        }

        options.AddDefaultPolicy(policy =>
        {
            policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(ExposedHeaders).SetPreflightMaxAge(PreflightLifetime);

            if (origins.Contains(AnyOrigin))
            {
                policy.AllowAnyOrigin();
            }
            else
            {
                // The SignalR client of a browser sends its credentials unless it is told not to.
                policy.WithOrigins([.. origins]).AllowCredentials();
            }
        });
    }
}
