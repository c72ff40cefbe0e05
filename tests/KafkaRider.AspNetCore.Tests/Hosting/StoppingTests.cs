using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Tests.Hosting;

/// <summary>How an instance takes leave of its clients.</summary>
public sealed class StoppingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_Begins_EndsConnectionsWithTheNextAnswerAndIsNotReady()
    {
        await using var service = await TestService.StartAsync();
        var before = await service.SendAsync(HttpMethod.Get, "/problems");
        var ready = await StatusAsync();

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var after = await service.SendAsync(HttpMethod.Get, "/problems");

        Assert.Equal(HealthStatus.Healthy, ready);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync());
        Assert.NotEqual(true, before.Headers.ConnectionClose);
        Assert.True(after.IsSuccessStatusCode);
        Assert.True(after.Headers.ConnectionClose);

        async Task<HealthStatus> StatusAsync() =>
            (await service.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "process", Cancellation)).Status;
    }

    // Whoever sends requests here must have time to notice.
    [Theory]
    [InlineData("00:01:00", false)]
    [InlineData("00:00:00", true)]
    public async Task Stop_LameDuck_HoldsTheServerUp(string lameDuck, bool isOver)
    {
        await using var service = await TestService.StartAsync();
        Assert.Single(service.Services.GetServices<IHostedService>().OfType<LameDuck>());
        var options = Options.Create(new RequestsOptions { LameDuck = TimeSpan.Parse(lameDuck, null) });
        using var hurry = new CancellationTokenSource();

        var holding = new LameDuck(service.Services.GetRequiredService<IHostApplicationLifetime>(), options, TimeProvider.System).StoppingAsync(hurry.Token);

        Assert.Equal(isOver, holding.IsCompleted);
        await hurry.CancelAsync();
        Assert.Equal(!isOver, holding.IsCanceled);
    }

    [Theory]
    [InlineData("00:00:05", null, 38)]
    [InlineData("00:01:00", null, 68)]
    [InlineData("00:00:30", "00:01:00", 63)]
    public void ShutdownTimeout_IsLongerThanAnyRequest(string timeout, string? drain, int seconds)
    {
        var options = new HostOptions();

        new Draining(Options.Create(new RequestsOptions
        {
            Timeout = TimeSpan.Parse(timeout, null),
            LameDuck = TimeSpan.FromSeconds(3),
            DrainTimeout = drain is null ? null : TimeSpan.Parse(drain, null),
        })).Configure(options);

        Assert.Equal(TimeSpan.FromSeconds(seconds), options.ShutdownTimeout);
    }
}
