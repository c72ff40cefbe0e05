namespace Users.Api.Reading.Snapshots;

/// <summary>Says whether and how the view is kept on disk, so that a restart need not read all events again.</summary>
internal sealed class SnapshotOptions
{
    public const string SectionName = "Reading:Snapshot";

    /// <summary>Gets or sets the file. Its folder is created. Instances that are given the same one take one each, beside it.</summary>
    /// <value>By default there is none: every start reads all events.</value>
    public string? Path { get; set; }

    /// <summary>Gets or sets how often it is written, if there was something new. It is written on shutdown in any case.</summary>
    /// <value>From 1 second to 1 day. The default is 5 minutes.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);
}
