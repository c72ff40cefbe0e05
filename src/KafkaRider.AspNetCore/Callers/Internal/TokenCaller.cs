using Microsoft.IdentityModel.JsonWebTokens;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Takes whom a token is about for the caller: its subject, as its issuer names it.</summary>
internal sealed class TokenCaller : ICallerIdentity
{
    public string Identify(HttpContext http)
    {
        var issuer = http.User.FindFirst(JwtRegisteredClaimNames.Iss)?.Value ?? "";

        // The length in front keeps apart what the two texts together would blur.
        return $"{issuer.Length}:{issuer}:{http.User.FindFirst(JwtRegisteredClaimNames.Sub)?.Value}";
    }
}
