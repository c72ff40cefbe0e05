namespace Users.Api.Operations;

/// <summary>Says how long operations can be looked up.</summary>
internal sealed class OperationsOptions
{
    public const string SectionName = "Operations";

    /// <summary>Gets or sets how long an operation is kept after its command was sent.</summary>
    /// <value>From 1 minute to 7 days. The default is 1 day.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets how many operations are kept; the oldest go first.</summary>
    /// <value>From 1 to 10,000,000. The default is 100,000.</value>
    public int MaxCount { get; set; } = 100_000;

    /// <summary>Gets how many records of a topic are read for this at the start. There is some air, as each partition gives only about its share.</summary>
    public int MaxRead => 2 * MaxCount;
}
