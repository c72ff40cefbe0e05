namespace Users.Api.Reading;

/// <summary>Says how users are read.</summary>
internal sealed class ReadingOptions
{
    public const string SectionName = "Reading";

    /// <summary>Gets or sets how long a request waits until the view knows what its consistency token names.</summary>
    /// <value>From 0 to 1 minute. The default is 2 seconds.</value>
    public TimeSpan ConsistencyTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
