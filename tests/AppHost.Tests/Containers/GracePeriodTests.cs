using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Users.AppHost.Services;
using Users.Gateway;

namespace Users.AppHost.Tests.Containers;

/// <summary>Holds how long a service is given to stop against how long it gives itself.</summary>
public sealed class GracePeriodTests
{
    // To start and to end the ending, and to write a snapshot of the users.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly ComposeFile _file = ComposeFile.Read(ComposeFile.ReadEnvironmentFile());

    private static TimeSpan ApiDrain => DrainOf(builder => KafkaRider.AspNetCore.Internal.HostingExtensions.AddHosting(builder));

    private static TimeSpan ConsumerDrain => DrainOf(builder => ServiceDefaults.Draining.AddDraining(builder.Services));

    private static TimeSpan GatewayDrain => DrainOf(builder => builder.AddGateway());

    [Fact]
    public void Api_HasLongerThanItsDrain()
    {
        Assert.InRange(_file.Duration("services", "api", "stop_grace_period"), ApiDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(ServiceKind.Api.StopGrace, ApiDrain + Margin, TimeSpan.MaxValue);
    }

    [Fact]
    public void Api_ToldToDrainForLonger_HasThatToo()
    {
        Environment.SetEnvironmentVariable("Requests__DrainTimeout", "00:03:00");
        try
        {
            Assert.InRange(ServiceKind.ApiStopGrace, TimeSpan.FromMinutes(3) + Margin, TimeSpan.FromMinutes(4));
        }
        finally
        {
            Environment.SetEnvironmentVariable("Requests__DrainTimeout", null);
        }

        Assert.Equal(ServiceKind.Api.StopGrace, ServiceKind.ApiStopGrace);
    }

    [Fact]
    public void Consumer_HasLongerThanItsDrain()
    {
        Assert.InRange(_file.Duration("services", "consumer", "stop_grace_period"), ConsumerDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(_file.Duration("services", "promotions", "stop_grace_period"), ConsumerDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(_file.Duration("services", "registrations", "stop_grace_period"), ConsumerDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(ServiceKind.Consumer.StopGrace, ConsumerDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(ServiceKind.Promotions.StopGrace, ConsumerDrain + Margin, TimeSpan.MaxValue);
        Assert.InRange(ServiceKind.Registrations.StopGrace, ConsumerDrain + Margin, TimeSpan.MaxValue);
    }

    [Fact]
    public void Gateway_WaitsForWhatTheApiMayTake()
    {
        Assert.InRange(GatewayDrain, ApiDrain, TimeSpan.MaxValue);
        Assert.InRange(_file.Duration("services", "gateway", "stop_grace_period"), GatewayDrain + Margin, TimeSpan.MaxValue);
    }

    // They write to disk what they hold in memory: more than the ten seconds that there are by default.
    [Theory]
    [InlineData("kafka")]
    [InlineData("mysql")]
    public void Stores_HaveAMinute(string service) =>
        Assert.InRange(_file.Duration("services", service, "stop_grace_period"), TimeSpan.FromMinutes(1), TimeSpan.MaxValue);

    // Who is in front is stopped first, so that what answers its open requests still runs.
    [Theory]
    [InlineData("gateway", "api")]
    [InlineData("gateway", "consumer")]
    [InlineData("api", "kafka")]
    [InlineData("consumer", "kafka")]
    [InlineData("consumer", "mysql")]
    [InlineData("gateway", "promotions")]
    [InlineData("gateway", "registrations")]
    [InlineData("promotions", "kafka")]
    [InlineData("registrations", "kafka")]
    [InlineData("promotions", "mysql")]
    [InlineData("registrations", "mysql")]
    public void Services_AreStoppedBeforeWhatTheyNeed(string service, string needed) =>
        Assert.NotNull(_file.Text("services", service, "depends_on", needed, "condition"));

    private static TimeSpan DrainOf(Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        add(builder);
        using var provider = builder.Services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
    }
}
