namespace KafkaRider.AspNetCore;

/// <summary>Says who may call the service. Without any of it, nobody has to say who he is, and everyone is the same caller.</summary>
public sealed class CallerOptions
{
    /// <summary>The section that the options are read from.</summary>
    public const string SectionName = "Authentication";

    /// <summary>Gets or sets the issuer of the tokens: the address under which its OpenID Connect metadata is found.</summary>
    public string? Authority { get; set; }

    /// <summary>Gets or sets for whom tokens must be issued. Required with <see cref="Authority"/>.</summary>
    public string? Audience { get; set; }

    /// <summary>Gets or sets a key that tokens are signed with (HS256), to try things out without an issuer.</summary>
    /// <value>At least 32 bytes of UTF-8.</value>
    public string? SigningKey { get; set; }

    /// <summary>Gets whether callers have to say who they are.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Authority) || !string.IsNullOrEmpty(SigningKey);
}
