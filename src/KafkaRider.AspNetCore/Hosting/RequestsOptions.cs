namespace KafkaRider.AspNetCore;

/// <summary>Says how requests are held and what is too much of them.</summary>
public sealed class RequestsOptions
{
    /// <summary>The section that the options are read from.</summary>
    public const string SectionName = "Requests";

    /// <summary>Gets or sets how long a client waits for the outcome of its command.</summary>
    /// <value>From 100 milliseconds to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the largest body that is read, in bytes.</summary>
    /// <value>From 1,024 to 1,048,576. The default is 16,384.</value>
    public int MaxBodyBytes { get; set; } = 16 * 1024;

    /// <summary>Gets or sets how many connections may be open at a time. One more is answered with 503 and closed.</summary>
    /// <value>From 1 to 1,000,000. The default is 20,000.</value>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Gets or sets how long a client is asked to wait before it tries again after 503 and 504.</summary>
    /// <value>From 1 second to 1 hour. The default is 1 second.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long the process goes on serving after it was told to stop, so that clients and balancers turn away.</summary>
    /// <value>From 0 to 1 minute. The default is 2 seconds.</value>
    public TimeSpan LameDuck { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how long open requests may take to end after that.</summary>
    /// <value>Longer than <see cref="Timeout"/>, at most 10 minutes. By default, 5 seconds longer, and at least 35.</value>
    public TimeSpan? DrainTimeout { get; set; }
}
