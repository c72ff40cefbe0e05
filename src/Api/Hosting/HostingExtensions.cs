using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Users.Api.Hosting;

internal static class HostingExtensions
{
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        builder.Services.AddSingleton<IConfigureOptions<HostOptions>, Draining>();
        builder.Services.AddSingleton<IConnectionListenerFactory, LingeringListenerFactory>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LameDuck>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LameDuck>());
        return builder;
    }
}
