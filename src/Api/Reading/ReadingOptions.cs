namespace Users.Api.Reading;

/// <summary>Says how users are read. How the view follows its topic, <see cref="KafkaRider.Views.KafkaViewOptions"/> say in the same section.</summary>
internal sealed class ReadingOptions
{
    public const string SectionName = "Reading";

    /// <summary>Gets or sets how long a request waits until the view knows what its consistency token names.</summary>
    /// <value>From 0 to 1 minute. The default is 2 seconds.</value>
    public TimeSpan ConsistencyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how many users and versions one request may pass over in search of those that were there at a time.</summary>
    /// <value>From 1,000 to 10,000,000. The default is 50,000.</value>
    public int MaxScan { get; set; } = 50_000;

    /// <summary>Gets or sets whether the names of users that were deleted are forgotten, also those that they had before.</summary>
    /// <value>By default they are where callers are told apart, so that none reads of those that another one has deleted.</value>
    public bool? EraseDeleted { get; set; }
}
