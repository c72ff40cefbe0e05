namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Gives each test of processes a database and topics of its own.</summary>
public abstract class TravelTest(SharedServer server, TravelBroker broker) : IAsyncLifetime
{
    private KafkaOptions? _kafka;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; } = new(server.ConnectionString);

    protected ProcessOptions Options { get; } = new() { RetryDelay = TimeSpan.FromMilliseconds(50) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<TravelInstance> StartAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? configure = null)
    {
        _kafka ??= await broker.CreateOptionsAsync(TravelInstance.Topics);
        return await TravelInstance.StartAsync(_kafka, Database.ConnectionString, Options, configure);
    }
}
