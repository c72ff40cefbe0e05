using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Bounds what one connection can make the server hold or wait for.</summary>
internal sealed class KestrelLimits(IOptions<RequestsOptions> requests, ConnectionLimit connections) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Count));
        options.Limits.MaxConcurrentConnections = ConnectionLimit.HardLimitOf(requests.Value);
        options.Limits.MaxRequestBodySize = requests.Value.MaxBodyBytes;
        // Up to here it is we who refuse, and say why.
        options.Limits.MaxRequestLineSize = 4 * RequestSizes.MaxTargetBytes;
        options.Limits.MaxRequestHeadersTotalSize = 4 * RequestSizes.MaxHeaderBytes;
        options.Limits.MaxRequestHeaderCount = 4 * RequestSizes.MaxHeaders;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
