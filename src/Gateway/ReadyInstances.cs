using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Users.Gateway;

/// <summary>Sends requests only to instances that said that they are ready: one that has just appeared may not even listen.</summary>
internal sealed class ReadyInstances : IAvailableDestinationsPolicy
{
    public string Name => "Ready";

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations) =>
        [.. allDestinations.Where(instance => instance.Health.Active == DestinationHealth.Healthy)];
}
