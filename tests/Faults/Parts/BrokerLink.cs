namespace Users.Faults.Parts;

/// <summary>A way to the brokers that some processes share, over which faults can be put.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="BootstrapServers">Where its clients connect.</param>
/// <param name="Conditions">What happens on it.</param>
/// <param name="Proxies">One for each broker.</param>
public sealed record BrokerLink(string Name, string BootstrapServers, Conditions Conditions, IReadOnlyList<TcpProxy> Proxies)
{
    /// <summary>Breaks all connections of the moment.</summary>
    public void Reset()
    {
        foreach (var proxy in Proxies)
        {
            proxy.Reset();
        }
    }
}
