using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Issues tokens as an issuer would.</summary>
internal static class Tokens
{
    public const string Key = "a key that is long enough for HS256, and for nothing else";

    public static string Create(
        string? subject = "ada", string scope = "users.read users.write", string issuer = "https://issuer.example", string key = Key, int minutes = 5)
    {
        var claims = new Dictionary<string, object> { ["scope"] = scope };

        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Claims = claims,
            Expires = TimeProvider.System.GetUtcNow().AddMinutes(minutes).UtcDateTime,
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });
    }
}
