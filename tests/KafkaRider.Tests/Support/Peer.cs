using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Support;

/// <summary>Is one process of a distributed system, as far as Kafka can tell: a bus with a rider of its own.</summary>
public sealed class Peer : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private Peer(ServiceProvider provider) => _provider = provider;

    public IServiceProvider Services => _provider;

    public IBusControl Bus => _provider.GetRequiredService<IBusControl>();

    public IRequestClient<Ask> Client => _provider.GetRequiredService<IRequestClient<Ask>>();

    /// <summary>Starts a peer and waits until it is healthy.</summary>
    public static async Task<Peer> StartAsync(
        Action<IRiderRegistrationConfigurator> register, Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure,
        bool untilHealthy = true, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services?.Invoke(collection);
        collection.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                register(rider);
                rider.UsingKafka(configure);
            });
        });

        var peer = new Peer(collection.BuildServiceProvider(validateScopes: true));
        await peer.Bus.StartAsync(TestContext.Current.CancellationToken);
        if (untilHealthy)
        {
            await peer.WaitForAsync(BusHealthStatus.Healthy);
        }

        return peer;
    }

    public Task WaitForAsync(BusHealthStatus status) => Eventually.TrueAsync(() => Bus.CheckHealth().Status == status);

    public async ValueTask DisposeAsync()
    {
        await Bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
    }
}
