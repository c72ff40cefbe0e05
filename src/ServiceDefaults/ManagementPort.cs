using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Users.ServiceDefaults;

/// <summary>Keeps what is for operators apart from what is for clients, where that is set up: each on ports of its own.</summary>
public static class ManagementPort
{
    private const string Urls = "urls";
    private const string HttpPorts = "http_ports";
    private const string HttpsPorts = "https_ports";
    private const string DefaultUrl = "http://localhost:5000";
    private const string Endpoints = "Kestrel:Endpoints";

    private static readonly object Mark = new();

    /// <summary>Says that an endpoint is for operators: where they have a port of their own, it is found there, and only there.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint or group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <returns>The same endpoint, for chaining.</returns>
    public static TBuilder ForOperators<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            builder.Metadata.Add(Mark);
            // Whoever asks how the service is must hear it, however much else there is.
            builder.Metadata.Add(new DisableRateLimitingAttribute());

            // Who reads the description of the API does not find it there.
            if (FindPort(builder.ApplicationServices) is not null)
            {
                builder.Metadata.Add(new ExcludeFromDescriptionAttribute());
            }
        });
        return endpoint;
    }

    internal static void AddManagementPort(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedSection<ManagementOptions>(ManagementOptions.SectionName);

        if (builder.Configuration.GetValue<int?>($"{ManagementOptions.SectionName}:{nameof(ManagementOptions.Port)}") is { } port)
        {
            Listen(builder, UrlOf(port));
        }
    }

    internal static void UseManagementPort(this WebApplication app)
    {
        if (FindPort(app.Services) is not { } port)
        {
            return;
        }

        app.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.Contains(Mark) is true == (http.Connection.LocalPort == port))
            {
                return next(http);
            }

            http.SetEndpoint(null);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Returns whether an address is that of the port for operators.</summary>
    internal static bool Is(string url, IServiceProvider services) => FindPort(services) is { } port && url == UrlOf(port);

    private static int? FindPort(IServiceProvider services) => services.GetService<IOptions<ManagementOptions>>()?.Value.Port;

    private static string UrlOf(int port) => $"http://*:{port}";

    // Whatever else is listened on stays, however it was said: an address that is added takes the place of those that are not named.
    private static void Listen(WebApplicationBuilder builder, string url)
    {
        var configuration = builder.Configuration;

        if (configuration.GetSection(Endpoints).Exists())
        {
            configuration[$"{Endpoints}:{ManagementOptions.SectionName}:Url"] = url;
            return;
        }

        string[] others = configuration[Urls] is { Length: > 0 } urls ? [urls]
            : [.. PortsOf(configuration[HttpPorts], "http"), .. PortsOf(configuration[HttpsPorts], "https")];
        builder.WebHost.UseUrls([.. others is [] ? [DefaultUrl] : others, url]);
    }

    private static IEnumerable<string> PortsOf(string? ports, string scheme) =>
        (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");
}
