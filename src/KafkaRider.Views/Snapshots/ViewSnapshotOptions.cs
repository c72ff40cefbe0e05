namespace KafkaRider.Views;

/// <summary>Says whether and how a view is kept on disk.</summary>
public sealed class ViewSnapshotOptions
{
    /// <summary>Gets or sets the file. Its folder is created. Processes that are given the same one take one each, beside it.</summary>
    /// <value>By default there is none: every start reads the whole topic.</value>
    public string? Path { get; set; }

    /// <summary>Gets or sets how often it is written, if there was something new. It is written on shutdown in any case.</summary>
    /// <value>From 1 second to 1 day. The default is 5 minutes.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);
}
