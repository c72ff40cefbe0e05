using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Users.Api.Reading;
using Users.Consumer.Users;

namespace Users.Api.Tests.Hosting;

/// <summary>Both services, as processes, with a port of their own for operators.</summary>
public sealed class ManagementPortTests
{
    [Theory]
    [InlineData(typeof(UserView), "/problems")]
    [InlineData(typeof(CreateUserConsumer), null)]
    public async Task Service_WithAPortForOperators_ShowsMetricsAndHealthThereAlone(Type service, string? ofClients)
    {
        var (port, own) = (FreePort(), FreePort());
        using var process = Start(service, port, own);

        try
        {
            using var client = new HttpClient();
            await Eventually.IsTrueAsync(() => IsOkAsync(client, own, "/health/live"), "it answers");

            Assert.True(await IsOkAsync(client, own, "/metrics"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync(client, own, "/health/ready"));

            foreach (var path in new[] { "/health/live", "/health/ready", "/metrics" })
            {
                Assert.Equal(HttpStatusCode.NotFound, await GetAsync(client, port, path));
            }

            if (ofClients is not null)
            {
                Assert.True(await IsOkAsync(client, port, ofClients));
                Assert.Equal(HttpStatusCode.NotFound, await GetAsync(client, own, ofClients));
                Assert.Equal(HttpStatusCode.NotFound, await GetAsync(client, own, "/docs/index.html"));
                Assert.DoesNotContain("/health", await client.GetStringAsync($"http://127.0.0.1:{port}/openapi/v1.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
        finally
        {
            process.Kill();
        }
    }

    private static Process Start(Type service, int port, int own) => Process.Start(
        new ProcessStartInfo("dotnet")
        {
            ArgumentList = { service.Assembly.Location },
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["Management__Port"] = $"{own}",
                ["Kafka__BootstrapServers"] = "127.0.0.1:1",
                ["ConnectionStrings__Users"] = "Server=127.0.0.1;Port=1;Database=users",
                ["Logging__LogLevel__Default"] = "None",
            },
        })!;

    private static async Task<bool> IsOkAsync(HttpClient client, int port, string path)
    {
        try
        {
            return await GetAsync(client, port, path) == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, int port, string path)
    {
        using var response = await client.GetAsync($"http://127.0.0.1:{port}{path}", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
