using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Users.ServiceDefaults.Tests;

public sealed class ManagementPortTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--urls=http://127.0.0.1:{0}")]
    [InlineData("--http_ports={0}")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://127.0.0.1:{0}")]
    public async Task Port_IsSet_HasWhatIsForOperatorsAndNothingElse(string addresses)
    {
        var (port, own) = (FreePort(), FreePort());
        await using var app = await StartAsync(string.Format(null, addresses, port), $"--Management:Port={own}");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(port, "/hello"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(port, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(port, "/health"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(own, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(own, "/health"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(own, "/hello"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(own, "/nothing"));
    }

    [Fact]
    public async Task Port_IsNotSet_EverythingIsFoundOnOne()
    {
        var port = FreePort();
        await using var app = await StartAsync($"--urls=http://127.0.0.1:{port}");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(port, "/hello"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(port, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(port, "/health"));
    }

    [Fact]
    public async Task RequireSettings_PortIsTaken_NamesTheSetting()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", $"--Management:Port={((IPEndPoint)taken.LocalEndpoint).Port}"]);
        builder.AddServiceDefaults();
        await using var app = builder.Build();

        var refused = Assert.Throws<MassTransit.ConfigurationException>(() => app.RequireSettings());

        Assert.StartsWith("Management:Port names ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireSettings_PortIsTheServicesOwn_NamesTheSetting()
    {
        var port = FreePort();
        var builder = WebApplication.CreateBuilder([$"--urls=http://127.0.0.1:{port}", $"--Management:Port={port}"]);
        builder.AddServiceDefaults();
        await using var app = builder.Build();

        var refused = Assert.Throws<MassTransit.ConfigurationException>(() => app.RequireSettings());

        Assert.StartsWith($"Management:Port is {port}, where the service itself listens", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    public async Task RequireSettings_PortThatCannotBe_NamesTheSetting(string port)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", $"--Management:Port={port}"]);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            builder.AddServiceDefaults();
            await using var app = builder.Build();
            app.RequireSettings();
        });

        Assert.StartsWith("Management:Port is refused: ", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/hello", () => "hello");
        app.MapGet("/health", () => "healthy").ForOperators();
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<HttpStatusCode> GetAsync(int port, string path)
    {
        using var client = new HttpClient();
        // Whatever a client says of where it thinks to be.
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}") { Headers = { Host = "127.0.0.1:1" } };
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
