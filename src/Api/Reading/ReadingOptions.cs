namespace Users.Api.Reading;

/// <summary>Says how users are read.</summary>
internal sealed class ReadingOptions
{
    public const string SectionName = "Reading";

    /// <summary>Gets or sets how long a request waits until the view knows what its consistency token names.</summary>
    /// <value>From 0 to 1 minute. The default is 2 seconds.</value>
    public TimeSpan ConsistencyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how many records of a topic the view may be behind before the instance is not ready.</summary>
    /// <value>At least 1. The default is 10,000.</value>
    public long LagLimit { get; set; } = 10_000;
}
