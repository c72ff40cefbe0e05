namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says what stands between clients and this service, and who may call it from a browser.</summary>
internal sealed class HttpOptions
{
    public const string SectionName = "Http";

    /// <summary>Gets or sets the path under which clients see the service, such as <c>/api</c>, whether a proxy strips it or not.</summary>
    /// <value>Begins with a slash and does not end with one. The default is empty.</value>
    public string PathBase { get; set; } = "";

    /// <summary>Gets or sets the proxies whose X-Forwarded headers are believed: addresses or networks, separated by commas.</summary>
    /// <value>Such as <c>10.1.2.3,192.168.0.0/16</c>. Loopback is always believed.</value>
    public string KnownProxies { get; set; } = "";

    /// <summary>Gets or sets the origins whose pages may call the service, separated by commas; <c>*</c> is all of them.</summary>
    /// <value>Such as <c>https://app.example</c>. The default is empty: none.</value>
    public string AllowedOrigins { get; set; } = "";

    public IReadOnlyList<string> Proxies => Split(KnownProxies);

    public IReadOnlyList<string> Origins => Split(AllowedOrigins);

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
