namespace Users.Faults.Parts;

/// <summary>The ports of one broker: its own, and for each link the one that it listens on and the one that it advertises.</summary>
/// <param name="Plain">Where anybody may do anything.</param>
/// <param name="Secured">Where clients name themselves, and may do what they were granted.</param>
/// <param name="Controller">Where its controller listens.</param>
/// <param name="Links">Those of the links.</param>
internal sealed record BrokerPorts(int Plain, int Secured, int Controller, IReadOnlyDictionary<string, (int Listens, int Advertises)> Links)
{
    public static BrokerPorts Choose(IEnumerable<string> links) =>
        new(Ports.Next(), Ports.Next(), Ports.Next(), links.ToDictionary(link => link, _ => (Ports.Next(), Ports.Next())));
}
