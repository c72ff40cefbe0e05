using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Users.Gateway;

/// <summary>Finds the instances behind a name, again and again. A name without an instance is no error: they come and go.</summary>
internal sealed partial class InstanceResolver(TimeProvider time, ILogger<InstanceResolver> logger) : IDestinationResolver
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var instances = new Dictionary<string, DestinationConfig>();

        foreach (var (name, destination) in destinations)
        {
            var uri = new Uri(destination.Address);

            foreach (var address in await FindAsync(uri.DnsSafeHost, cancellationToken))
            {
                instances[$"{name} {address}"] = destination with { Address = new UriBuilder(uri) { Host = $"{address}" }.ToString() };
            }
        }

        return new(instances, new CancellationChangeToken(new CancellationTokenSource(Period, time).Token));
    }

    private async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException exception)
        {
            LogNotFound(host, exception.Message);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Debug, "There is no instance of {Host}: {Reason}", EventName = "NotFound")]
    private partial void LogNotFound(string host, string reason);
}
