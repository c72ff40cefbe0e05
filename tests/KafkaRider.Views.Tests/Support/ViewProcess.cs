using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Views.Tests.Support;

/// <summary>Represents one process that has views, as far as Kafka and the disk can tell.</summary>
internal sealed class ViewProcess : IAsyncDisposable
{
    private readonly IHost _host;

    private ViewProcess(IHost host, LogLines logs)
    {
        _host = host;
        Logs = logs;
    }

    public LogLines Logs { get; }

    public IServiceProvider Services => _host.Services;

    public BusHealthStatus Health => Services.GetRequiredService<IBusControl>().CheckHealth().Status;

    public static async Task<ViewProcess> StartAsync(Broker broker, Action<IServiceCollection> addViews)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var logs = new LogLines();
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider => rider.UsingKafka((_, kafka) => kafka.Host(broker.CreateOptions())));
        });
        addViews(builder.Services);

        var process = new ViewProcess(builder.Build(), logs);
        await process._host.StartAsync(TestContext.Current.CancellationToken);
        return process;
    }

    public TView View<TView>()
        where TView : KafkaView => Services.GetRequiredService<TView>();

    public async Task<TView> CurrentAsync<TView>()
        where TView : KafkaView
    {
        var view = View<TView>();
        await Eventually.TrueAsync(() => view.IsCurrent);
        return view;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
