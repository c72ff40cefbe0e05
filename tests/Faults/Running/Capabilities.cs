namespace Users.Faults.Running;

/// <summary>What a scenario needs of the brokers.</summary>
[Flags]
public enum Capabilities
{
    None = 0,

    /// <summary>Brokers in processes of their own, with links to them.</summary>
    RealBroker = 1,

    /// <summary>More than one of them.</summary>
    ManyBrokers = 2,
}
