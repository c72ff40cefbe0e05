namespace KafkaRider.AspNetCore;

/// <summary>Says how much each caller may ask for. Only endpoints that cost are counted.</summary>
/// <remarks>
/// A caller is whom its token is about. Where nobody has to say who he is, it is the address that a request comes from, of IPv6 the first
/// 64 bits; behind a proxy that is not known (<c>Http:KnownProxies</c>), all come from one.
/// </remarks>
public sealed class RateLimitOptions
{
    /// <summary>The section that the options are read from.</summary>
    public const string SectionName = "RateLimit";

    /// <summary>Gets or sets how many requests a second each caller may send to one instance for as long as it likes.</summary>
    /// <value>From 1 to 1,000,000. By default there is no limit.</value>
    public int? RequestsPerSecond { get; set; }

    /// <summary>Gets or sets how many requests a caller may send at once after it has been quiet.</summary>
    /// <value>From 1 to 1,000,000. By default, twice as many as in a second.</value>
    public int? Burst { get; set; }
}
