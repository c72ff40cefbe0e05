namespace Users.Faults.Parts;

/// <summary>The ports of one broker: its own, and for each link the one that it listens on and the one that it advertises.</summary>
internal sealed record BrokerPorts(int Plain, int Controller, IReadOnlyDictionary<string, (int Listens, int Advertises)> Links)
{
    public static BrokerPorts Choose(IEnumerable<string> links) =>
        new(Ports.Next(), Ports.Next(), links.ToDictionary(link => link, _ => (Ports.Next(), Ports.Next())));
}
