using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore;

/// <summary>Limits how much each caller may ask for, where that is set up.</summary>
public static class RateLimitExtensions
{
    internal const string TooMany = "The caller sends more requests than it may. Nothing was done; send this one again later.";

    private const string Policy = "caller";

    /// <summary>Counts the requests to an endpoint for the limit of their caller. Commands and operations are counted anyway.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint or group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <returns>The same endpoint, for chaining.</returns>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(Policy);

    internal static WebApplicationBuilder AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RateLimitOptions, RateLimitOptionsValidator>().BindConfiguration(RateLimitOptions.SectionName);
        builder.Services.AddSingleton<WatchRates>();
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, PartitionOf);
            limiter.OnRejected = (rejected, _) => RefuseAsync(rejected);
        });
        return builder;
    }

    internal static void UseRateLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.RequestsPerSecond is not null)
        {
            app.UseRateLimiter();
        }
    }

    internal static RateLimitPartition<string> PartitionOf(HttpContext http) => RateLimitPartition.GetTokenBucketLimiter(
        CallerOf(http), _ => ToBucket(http.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value));

    private static TokenBucketRateLimiterOptions ToBucket(RateLimitOptions options) => new()
    {
        TokensPerPeriod = options.RequestsPerSecond!.Value,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        TokenLimit = options.Burst ?? 2 * options.RequestsPerSecond.Value,
    };

    private static string CallerOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<CallerKeys>().Of(http) is { } key ? CallerKeys.ToHeader(key) : NetworkOf(http.Connection.RemoteIpAddress);

    // Whoever has one address of IPv6 has a whole network of them.
    private static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => $"{address.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => $"{address}",
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
        var answer = Answer.From(ProblemTypes.TooManyRequests.With(TooMany));
        await (answer with { RetryAfter = retryAfter }).ExecuteAsync(rejected.HttpContext);
    }
}
