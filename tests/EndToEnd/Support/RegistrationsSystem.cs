using System.Collections.Concurrent;
using Users.AppHost;
using Users.AppHost.Databases;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>A system of users with what registrations take beside it: promo codes and the host of registrations, each with a database of its own.</summary>
public sealed class RegistrationsSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Servers _servers;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _settings;

    private RegistrationsSystem(LocalSystem users, Servers servers, Dictionary<string, string> settings)
    {
        Users = users;
        _servers = servers;
        Promotions = new(servers.LendDatabase("promotions"));
        Registrations = new(servers.LendDatabase("registrations"));
        _settings = new(settings)
        {
            ["ConnectionStrings__Promotions"] = Promotions.ConnectionString,
            ["ConnectionStrings__Registrations"] = Registrations.ConnectionString,
        };
    }

    /// <summary>Gets the system of users.</summary>
    public LocalSystem Users { get; }

    /// <summary>Gets the database of promo codes.</summary>
    public SqlDatabase Promotions { get; }

    /// <summary>Gets the database of registrations.</summary>
    public SqlDatabase Registrations { get; }

    /// <summary>Gets the instances of the service of promo codes.</summary>
    public IList<ServerProcess> PromotionHosts { get; } = [];

    /// <summary>Gets the instances of the host of registrations.</summary>
    public IList<ServerProcess> RegistrationHosts { get; } = [];

    /// <summary>Gets a client of the metrics of each host of registrations.</summary>
    public IList<UsersClient> HostMetrics { get; } = [];

    /// <summary>Gets the databases of all three services.</summary>
    public RegistrationDatabases Databases => new(Users.Table.ConnectionString, Promotions.ConnectionString, Registrations.ConnectionString);

    /// <summary>Gets or sets how many dead letters tests have provoked.</summary>
    public int ProvokedLetters { get; set; }

    public static async Task<RegistrationsSystem> StartAsync(Servers servers, int apis, int hosts, params (string Name, string Value)[] settings)
    {
        ArgumentNullException.ThrowIfNull(servers);
        var users = await LocalSystem.StartAsync(servers, apis, 1, settings);
        var system = new RegistrationsSystem(users, servers, settings.ToDictionary(setting => setting.Name, setting => setting.Value));

        try
        {
            await system.StartAsync(hosts);
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }

        return system;
    }

    public async ValueTask DisposeAsync()
    {
        HostMetrics.ToList().ForEach(client => client.Dispose());
        await Task.WhenAll(PromotionHosts.Concat(RegistrationHosts).Select(StopAsync));
        SystemLogsAttribute.Keep(_log);
        await Users.DisposeAsync();
        await Task.WhenAll(
            _servers.TakeBackAsync("promotions", Promotions.ConnectionString), _servers.TakeBackAsync("registrations", Registrations.ConnectionString));
    }

    private async Task StartAsync(int hosts)
    {
        var ports = new Queue<int>(TcpPorts.AnyFree(1 + hosts));
        var database = await DatabaseServer.StartAsync(
            new() { ConnectionString = Promotions.ConnectionString, DataFolder = "" }, TestContext.Current.CancellationToken);
        PromotionHosts.Add(ServiceInstance.Promotions(1, ports.Dequeue(), Users.Kafka, database, Prefixed("promotions-1"), _settings));

        for (var number = 1; number <= hosts; number++)
        {
            HostMetrics.Add(new(ports.Peek()));
            RegistrationHosts.Add(ServiceInstance.Registrations(
                number, ports.Dequeue(), Users.Kafka, database, Prefixed($"registrations-{number}"), _settings));
        }

        await Task.WhenAll(PromotionHosts.Concat(RegistrationHosts).Select(service => service.StartAsync(TestContext.Current.CancellationToken)));
    }

    private Action<string> Prefixed(string name) => line => _log.Enqueue($"{name} | {line}");

    private static async Task StopAsync(ServerProcess service)
    {
        await service.StopAsync(Grace);
        await service.DisposeAsync();
    }
}
