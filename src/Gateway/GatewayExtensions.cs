using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Users.Gateway;

internal static class GatewayExtensions
{
    /// <summary>How long open requests may take to end when the process was told to stop: longer than an API takes for the same.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(40);

    // An instance that is gone without a word would hold a request for as long as the network tries.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Drain);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDestinationResolver, InstanceResolver>();
        builder.Services.AddSingleton<IAvailableDestinationsPolicy, ReadyInstances>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout);

        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseStatusCodePages(Unanswered.WriteAsync);
        app.MapReverseProxy();

        return app;
    }
}
