using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore;

/// <summary>Asks callers who they are, where that is set up.</summary>
public static class CallersExtensions
{
    private const string ScopeClaim = "scope";

    /// <summary>Lets only callers in whose token has a scope. Where callers need not say who they are, everyone is let in.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint or group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="services">The services of the application.</param>
    /// <param name="scope">The scope, such as <c>users.read</c>, or <see langword="null"/> if any token does.</param>
    /// <returns>The same endpoint, for chaining.</returns>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, IServiceProvider services, string? scope = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(services);

        if (services.GetService<IOptions<CallerOptions>>()?.Value.IsOn is true)
        {
            endpoint.RequireAuthorization(policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => scope is null || context.User.FindAll(ScopeClaim).Any(claim => claim.Value.Split(' ').Contains(scope))));

            if (scope is not null)
            {
                endpoint.WithMetadata(new RequiredScope(scope));
            }
        }

        return endpoint;
    }

    internal static WebApplicationBuilder AddCallers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<CallerOptions, CallerOptionsValidator>().BindConfiguration(CallerOptions.SectionName);
        services.AddHostedService<CallerNotice>();
        services.AddSingleton<CallerKeys>();

        if (builder.Configuration.GetSection(CallerOptions.SectionName).Get<CallerOptions>()?.IsOn is true)
        {
            services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
            services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenSetup>();
            services.AddAuthorization();
            services.TryAddSingleton<ICallerIdentity, TokenCaller>();
        }

        services.TryAddSingleton<ICallerIdentity, AnonymousCaller>();
        return builder;
    }

    internal static void UseCallers(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<CallerOptions>>().Value.IsOn)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }
    }
}
