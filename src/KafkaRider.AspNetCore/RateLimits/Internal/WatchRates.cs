using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Limits how often each caller may begin to follow something over a connection that is open: the limit of requests sees only that it was opened.</summary>
internal sealed class WatchRates(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext>? _limiter = options.Value.RequestsPerSecond is null
        ? null
        : PartitionedRateLimiter.Create<HttpContext, string>(RateLimitExtensions.PartitionOf);

    /// <summary>Returns whether the caller whose connection it is may begin once more now.</summary>
    public bool TryTake(HttpContext http)
    {
        using var lease = _limiter?.AttemptAcquire(http);
        return lease is null or { IsAcquired: true };
    }

    public void Dispose() => _limiter?.Dispose();
}
