using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>A fault, how it is brought about, and what must hold besides the invariants.</summary>
/// <param name="id">The number in the list of faults.</param>
/// <param name="fault">What happens.</param>
/// <param name="asks">What must hold.</param>
/// <param name="needs">What it needs of the brokers.</param>
/// <param name="isQuick">Whether it is part of the quick subset.</param>
public abstract class Scenario(string id, string fault, string asks, Capabilities needs = Capabilities.None, bool isQuick = false)
{
    public string Id => id;

    public string Fault => fault;

    public string Asks => asks;

    public Capabilities Needs => needs;

    public bool IsQuick => isQuick;

    /// <summary>Brings the fault about and ends it. The system need not be at rest afterwards.</summary>
    public abstract Task RunAsync(Trial trial, CancellationToken cancellationToken);
}
