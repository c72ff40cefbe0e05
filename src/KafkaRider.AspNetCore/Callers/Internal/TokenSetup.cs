using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says which tokens are taken.</summary>
internal sealed class TokenSetup(IOptions<CallerOptions> callers) : IConfigureNamedOptions<JwtBearerOptions>
{
    // A browser cannot send a header with a WebSocket, so SignalR's client puts the token here.
    private const string QueryParameter = "access_token";
    private const string HubPath = "/hubs";

    // So far clocks may differ. By default a token would be taken for five minutes after it has expired.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        var (authority, audience, key) = (callers.Value.Authority, callers.Value.Audience, callers.Value.SigningKey);
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ValidateAudience = !string.IsNullOrEmpty(audience);
        options.TokenValidationParameters.ClockSkew = ClockTolerance;
        options.Audience = audience;
        options.Events = new() { OnMessageReceived = ReadQueryAsync, OnTokenValidated = RequireSubjectAsync };

        if (string.IsNullOrEmpty(key))
        {
            options.Authority = authority;
        }
        else
        {
            options.TokenValidationParameters.ValidateIssuer = false;
            options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));
        }
    }

    private static Task ReadQueryAsync(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments(HubPath, StringComparison.Ordinal) && context.Request.Query.TryGetValue(QueryParameter, out var token))
        {
            context.Token = token;
        }

        return Task.CompletedTask;
    }

    private static Task RequireSubjectAsync(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.Principal?.FindFirst(JwtRegisteredClaimNames.Sub)?.Value))
        {
            context.Fail("The token names no subject.");
        }

        return Task.CompletedTask;
    }
}
