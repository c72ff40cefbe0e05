namespace KafkaRider.Views;

/// <summary>Says how a view follows its topic.</summary>
public sealed class KafkaViewOptions
{
    /// <summary>Gets or sets how many records of the topic the view may be behind and still be current.</summary>
    /// <value>At least 1. The default is 10,000.</value>
    public long LagLimit { get; set; } = 10_000;

    /// <summary>Gets or sets how many callers may wait at a time for something to come.</summary>
    /// <value>From 1 to 1,000,000. The default is 10,000.</value>
    public int MaxWaiters { get; set; } = 10_000;

    /// <summary>Gets whether and how the view is kept on disk.</summary>
    public ViewSnapshotOptions Snapshot { get; } = new();
}
