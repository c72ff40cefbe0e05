using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Hosting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_WhileARequestIsOpen_AnswersItFirst()
    {
        var gate = new Gate();
        await using var api = ApiServer.Start(bus => bus.AddConsumer<GatedConsumer>(), services => services.AddSingleton(gate));
        var lifetime = api.Services.GetRequiredService<IHostApplicationLifetime>();
        var request = api.PostAsync("Ada");
        await gate.Reached;

        lifetime.StopApplication();
        await Eventually.IsTrueAsync(() => !Accepts(api), "the server takes no more connections");
        Assert.False(request.IsCompleted);
        gate.Open();

        Assert.Equal(HttpStatusCode.Created, (await request).StatusCode);
    }

    [Fact]
    public async Task Stop_ConnectionIsKeptAlive_EndsItWithTheNextAnswerAndIsNotReadyMeanwhile()
    {
        await using var api = ApiServer.Start(settings: new() { ["Requests:LameDuck"] = "00:01:00" });
        var lifetime = api.Services.GetRequiredService<IHostApplicationLifetime>();
        using var connection = await RawConnection.OpenAsync(api);
        await connection.SendAsync("GET /health/ready HTTP/1.1\nHost: x\n\n");
        Assert.Contains("running", await connection.ReadUntilAsync("}}"), StringComparison.Ordinal);
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);

        lifetime.StopApplication();
        await stopping.Task.WaitAsync(TestContext.Current.CancellationToken);
        await connection.SendAsync("GET /health/ready HTTP/1.1\nHost: x\n\n");
        var answer = await connection.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("\"stopping\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:05", null, 38)]
    [InlineData("00:01:00", null, 68)]
    [InlineData("00:00:30", "00:01:00", 63)]
    public async Task ShutdownTimeout_IsLongerThanTheRequestTimeout(string timeout, string? drain, int seconds)
    {
        Dictionary<string, string> settings = new() { ["Requests:Timeout"] = timeout, ["Requests:LameDuck"] = "00:00:03" };

        if (drain is not null)
        {
            settings["Requests:DrainTimeout"] = drain;
        }

        await using var api = ApiServer.Start(settings: settings);

        Assert.Equal(TimeSpan.FromSeconds(seconds), api.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    private static bool Accepts(ApiServer api)
    {
        try
        {
            using var connection = new TcpClient("127.0.0.1", api.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
