using System.Globalization;
using BenchmarkDotNet.Attributes;
using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Users.Consumer;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Bench.Parts;

/// <summary>Commands on a real database, in batches and each in a transaction of its own.</summary>
public class StoreBenchmarks
{
    private static readonly CommandFingerprints Fingerprints = new(ContractsJsonContext.Default);

    private ServiceProvider? _services;
    private IInbox<UsersDbContext>? _store;

    [GlobalSetup(Targets = [nameof(BatchOf1), nameof(BatchOf32), nameof(BatchOf256)])]
    public Task SetUpBatches() => SetUpAsync(maxBatchSize: 256, writers: 1);

    [GlobalSetup(Target = nameof(OneByOne))]
    public Task SetUpSingle() => SetUpAsync(maxBatchSize: 1, writers: 32);

    [GlobalCleanup]
    public async Task CleanUp()
    {
        foreach (var service in _services!.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services!.DisposeAsync();
    }

    [Benchmark(Description = "a command that comes alone")]
    public Task BatchOf1() => ExecuteAsync(1);

    [Benchmark(Description = "a command of 32 that come together", OperationsPerInvoke = 32)]
    public Task BatchOf32() => ExecuteAsync(32);

    [Benchmark(Description = "a command of 256 that come together", OperationsPerInvoke = 256)]
    public Task BatchOf256() => ExecuteAsync(256);

    [Benchmark(Description = "a command of 256, a transaction for each on 32 connections", OperationsPerInvoke = 256)]
    public Task OneByOne() => ExecuteAsync(256);

    private Task<CommandResult[]> ExecuteAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
    {
        var id = Guid.CreateVersion7();

        return _store!.ExecuteAsync(
            new Operation(id, id, new(Fingerprints.Of(new CreateUser(id.ToString())))), new CreateUserDecision(ValidName.Parse(id.ToString())), CancellationToken.None);
    }));

    private async Task SetUpAsync(int maxBatchSize, int writers)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:MaxBatchSize"] = maxBatchSize.ToString(CultureInfo.InvariantCulture),
            ["Store:Writers"] = writers.ToString(CultureInfo.InvariantCulture),
        };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).AddEnvironmentVariables().Build())
            .AddUsersInbox()
            .BuildServiceProvider();
        _store = _services.GetRequiredService<IInbox<UsersDbContext>>();

        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }
}
