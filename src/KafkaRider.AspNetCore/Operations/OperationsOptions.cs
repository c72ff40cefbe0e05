namespace KafkaRider.AspNetCore;

/// <summary>Says how long operations can be looked up.</summary>
public sealed class OperationsOptions
{
    /// <summary>The section that the options are read from.</summary>
    public const string SectionName = "Operations";

    /// <summary>Gets or sets how long an operation is kept after its command was sent.</summary>
    /// <value>From 1 minute to 7 days. The default is 1 day.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets how many completed operations are kept; the oldest go first. One that is pending stays until it is completed.</summary>
    /// <value>From 1 to 10,000,000. The default is 250,000. Each costs about 250 bytes.</value>
    /// <remarks>Those that failed for good, whose commands are dead letters, are counted apart: as many of them are kept as well.</remarks>
    public int MaxCount { get; set; } = 250_000;

    /// <summary>Gets or sets after what time without news a client that follows an operation is shown that the connection is alive.</summary>
    /// <value>From 1 second to 1 minute. The default is 15 seconds.</value>
    public TimeSpan StreamHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long a client may follow an operation before it has to connect again.</summary>
    /// <value>From 1 second to 1 hour. The default is 10 minutes. Looked at with each heartbeat.</value>
    public TimeSpan StreamLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many requests may wait at a time for something to come of their operation. One more gets 503.</summary>
    /// <value>From 1 to 1,000,000. The default is 10,000.</value>
    public int MaxWaiters { get; set; } = 10_000;

    /// <summary>Gets or sets how many operations may be followed at a time, by event streams and by watches of the hub together.</summary>
    /// <value>From 1 to 1,000,000. The default is 5,000.</value>
    public int MaxStreams { get; set; } = 5_000;

    /// <summary>Gets or sets how many connections the hub may have at a time.</summary>
    /// <value>From 1 to 1,000,000. The default is 1,000.</value>
    public int MaxHubConnections { get; set; } = 1_000;

    /// <summary>Gets or sets how many operations one connection of the hub may watch at a time.</summary>
    /// <value>From 1 to 1,000,000. The default is 100.</value>
    public int MaxWatches { get; set; } = 100;

    /// <summary>Gets how many records of a topic are read for this at the start. There is some air, as each partition gives only about its share.</summary>
    internal int MaxRead => 2 * MaxCount;
}
