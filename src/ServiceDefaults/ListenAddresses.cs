using System.Net;
using System.Net.Sockets;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Users.ServiceDefaults;

/// <summary>Tries out the addresses that a service is to listen on, before anything of it has started.</summary>
internal static class ListenAddresses
{
    // What ASP.NET Core reads ASPNETCORE_URLS, URLS and --urls into.
    private const string Urls = "urls";

    /// <exception cref="ConfigurationException">One cannot be listened on; the message names it.</exception>
    public static void Check(WebApplication app)
    {
        var ports = new HashSet<int>();

        foreach (var url in (app.Configuration[Urls] ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var isManagement = ManagementPort.Is(url, app.Services);
            var source = isManagement ? $"{ManagementOptions.SectionName}:{nameof(ManagementOptions.Port)}" : Source(app.Configuration);
            var port = Check(url, source);

            if (!ports.Add(port) && isManagement)
            {
                throw new ConfigurationException($"{source} is {port}, where the service itself listens. It has to be a port of its own.");
            }
        }
    }

    private static int Check(string url, string source)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is not ("http" or "https"))
            {
                throw Refused(url, "it does not begin with http:// or https://");
            }

            if (!address.IsUnixPipe && !address.IsNamedPipe)
            {
                Bind(address);
            }

            return address.Port;
        }
        catch (Exception exception) when (exception is SocketException or FormatException or ArgumentException)
        {
            throw Refused(url, exception.Message.TrimEnd('.'));
        }

        ConfigurationException Refused(string refused, string reason) => new(
            $"{source} names {refused}, where it cannot listen: {reason}.");
    }

    private static void Bind(BindingAddress address)
    {
        var at = address.Host switch
        {
            "localhost" => IPAddress.Loopback,
            // Whatever is not an address is any: so Kestrel takes it.
            var host => IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : IPAddress.Any,
        };
        using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(at, address.Port));
    }

    private static string Source(IConfiguration configuration) =>
        configuration["ASPNETCORE_URLS"] is not null || Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is not null ? "ASPNETCORE_URLS" : Urls;
}
