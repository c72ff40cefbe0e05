using System.Diagnostics;
using System.Diagnostics.Metrics;
using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>One instance of the service as far as the store goes: everything but messaging.</summary>
internal sealed class StoreInstance : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private StoreInstance(ServiceProvider provider)
    {
        _provider = provider;
        Metrics = new MetricRecorder(provider.GetRequiredService<IMeterFactory>());
        Log = provider.GetRequiredService<RecordedLog>();
    }

    public MetricRecorder Metrics { get; }

    public RecordedLog Log { get; }

    public static IServiceCollection CreateServices(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper)))
        .AddSingleton<RecordedLog>()
        .AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecordedLog>())
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddUsersInbox();

    public static ServiceProvider BuildProvider(Dictionary<string, string?> settings, TimeProvider? time = null) =>
        CreateServices(settings).AddSingleton(time ?? TimeProvider.System).BuildServiceProvider(validateScopes: true);

    public static Task<StoreInstance> StartAsync(TestDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(database.ConnectionString, settings);

    public static Task<StoreInstance> StartAsync(string connectionString, params (string Key, string Value)[] settings) =>
        StartAsync(TimeProvider.System, connectionString, settings);

    /// <summary>Starts an instance whose clock is not that of this machine.</summary>
    public static async Task<StoreInstance> StartAsync(TimeProvider time, string connectionString, params (string Key, string Value)[] settings)
    {
        var instance = new StoreInstance(BuildProvider(
            new(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            {
                ["ConnectionStrings:Users"] = connectionString,
            },
            time));

        foreach (var service in instance._provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return instance;
    }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public Task<CommandResult> CreateAsync(string name, CancellationToken cancellationToken = default) =>
        CreateAsync(name, Guid.NewGuid(), Guid.NewGuid(), cancellationToken);

    public Task<CommandResult> CreateAsync(
        string name, Guid operationId, Guid messageId, CancellationToken cancellationToken = default) =>
        ExecuteAsync(NewCommand.Create(NewCommand.For(operationId, messageId), name), cancellationToken);

    /// <summary>Creates a user and returns it.</summary>
    public async Task<UserCreated> AddAsync(string name) => Assert.IsType<UserCreated>((await CreateAsync(name)).Outcome);

    public async Task<object> UpdateAsync(Guid userId, string name, int? expectedVersion = null) =>
        (await ExecuteAsync(NewCommand.Update(userId, name, ToList(expectedVersion)))).Outcome;

    public async Task<object> DeleteAsync(Guid userId, int? expectedVersion = null) =>
        (await ExecuteAsync(NewCommand.Delete(userId, ToList(expectedVersion)))).Outcome;

    private static int[] ToList(int? version) => version is { } only ? [only] : [];

    public Task<CommandResult> ExecuteAsync(UserCommand command, CancellationToken cancellationToken = default) =>
        Get<IInbox<UsersDbContext>>().ExecuteAsync(command.Operation, command.Decision, cancellationToken);

    public async Task<HealthStatus> CheckHealthAsync() => (await Get<HealthCheckService>().CheckHealthAsync()).Status;

    /// <summary>Asks what keeps the database from being ready, if anything does.</summary>
    public async Task<string?> FindObstacleAsync()
    {
        var entry = (await Get<HealthCheckService>().CheckHealthAsync()).Entries["database"];
        return entry.Status == HealthStatus.Healthy ? null : entry.Description;
    }

    /// <summary>Gives a command again until it is executed, as the messaging layer does.</summary>
    public Task<object> CreatePersistentlyAsync(string name, Guid operationId) =>
        ExecutePersistentlyAsync(NewCommand.Create(NewCommand.For(operationId, operationId), name));

    /// <summary>Gives a command again until it is executed, as the messaging layer does.</summary>
    public async Task<object> ExecutePersistentlyAsync(UserCommand command)
    {
        var started = Stopwatch.GetTimestamp();

        while (true)
        {
            try
            {
                return (await ExecuteAsync(command)).Outcome;
            }
            catch (StoreUnavailableException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        foreach (var service in _provider.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Metrics.Dispose();
        await _provider.DisposeAsync();
    }
}
