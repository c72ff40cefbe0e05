using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal static class HostingExtensions
{
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RequestsOptions, RequestsOptionsValidator>()
            .BindConfiguration(RequestsOptions.SectionName);
        builder.Services.AddSingleton<ConnectionLimit>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        builder.Services.AddSingleton<IConfigureOptions<HostOptions>, Draining>();
        builder.Services.AddSingleton<IConnectionListenerFactory, LingeringListenerFactory>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LameDuck>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LameDuck>());
        builder.Services.AddHealthChecks().AddCheck<StoppingHealthCheck>("process", tags: ["ready"]);
        return builder;
    }
}
