using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>One instance of a service that has an inbox.</summary>
internal sealed class ShopInstance : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private ShopInstance(ServiceProvider provider)
    {
        _provider = provider;
        Metrics = new(provider.GetRequiredService<IMeterFactory>());
    }

    public MetricRecorder Metrics { get; }

    public IInbox<ShopContext> Inbox => Get<IInbox<ShopContext>>();

    public static IServiceCollection CreateServices(string connectionString, Action<KafkaInboxBuilder<ShopContext>>? configure, params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper)))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                [new("ConnectionStrings:Shop", connectionString), .. settings.Select(x => new KeyValuePair<string, string?>(x.Key, x.Value))]).Build())
            .AddKafkaInbox<ShopContext>("Shop", inbox =>
            {
                inbox
                    .Fact<OrderPlaced>("orders.events", order => order.Number)
                    .Fact<Counted>("orders.events", _ => "counter")
                    .Rejection<OrderNumberTaken>("orders.outcomes");
                configure?.Invoke(inbox);
            });

    public static async Task<ShopInstance> StartAsync(string connectionString, params (string Key, string Value)[] settings)
    {
        var instance = new ShopInstance(CreateServices(connectionString, null, settings).BuildServiceProvider(validateScopes: true));

        foreach (var service in instance._provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return instance;
    }

    public static Operation NewOperation(object? command = null) => OperationOf(Guid.NewGuid(), command);

    public static Operation OperationOf(Guid id, object? command = null) => new(id, Guid.NewGuid(), Digest.OfText($"{command}"));

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public Task<CommandResult> PlaceAsync(string number, Guid? operationId = null) => Inbox.ExecuteAsync(
        OperationOf(operationId ?? Guid.NewGuid(), number), db => db.PlaceAsync(number), TestContext.Current.CancellationToken);

    /// <summary>Gives a command again until it is executed, as the messaging layer does.</summary>
    public async Task<object> PlacePersistentlyAsync(string number, Guid operationId)
    {
        while (true)
        {
            try
            {
                return (await PlaceAsync(number, operationId)).Outcome;
            }
            catch (StoreUnavailableException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    public async Task<string?> FindObstacleAsync()
    {
        var entry = (await Get<HealthCheckService>().CheckHealthAsync()).Entries["database"];
        return entry.Status == HealthStatus.Healthy ? null : entry.Description;
    }

    public async Task<T> ReadAsync<T>(Func<ShopContext, Task<T>> read)
    {
        await using var context = await Get<IDbContextFactory<ShopContext>>().CreateDbContextAsync();
        return await read(context);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _provider.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        Metrics.Dispose();
        await _provider.DisposeAsync();
    }
}
