using System.Collections.Concurrent;
using Users.AppHost;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;
using Xunit.Sdk;

namespace Users.EndToEnd.Support;

/// <summary>A system of real processes: instances of the API and the consumer, with a broker and a database that no other system uses.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Servers _servers;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<ServerProcess> _apis = [];
    private readonly List<ServerProcess> _consumers = [];
    private readonly List<UsersClient> _clients = [];
    private readonly List<UsersClient> _consumerHealth = [];
    private UsersTable? _promotions;
    private KafkaServer? _kafka;
    private bool _isGuest;

    private LocalSystem(Servers servers) => _servers = servers;

    /// <summary>Gets what all processes have written.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public KafkaServer Kafka => _kafka!;

    public IReadOnlyList<ServerProcess> Apis => _apis;

    public IReadOnlyList<ServerProcess> Consumers => _consumers;

    /// <summary>Gets a client of each API instance.</summary>
    public IReadOnlyList<UsersClient> Clients => _clients;

    /// <summary>Gets a client of each consumer's health endpoints.</summary>
    public IReadOnlyList<UsersClient> ConsumerHealth => _consumerHealth;

    public UsersTable Table { get; private set; } = new("");

    public static Task<LocalSystem> StartAsync(
        Servers servers, int apis = 1, int consumers = 1, params (string Name, string Value)[] settings) =>
        StartAsync(servers, null, apis, consumers, untilReady: true, settings);

    /// <summary>Starts a system with one API and one consumer, and a database of its own, on the broker of another one.</summary>
    public static Task<LocalSystem> StartBesideAsync(LocalSystem other, bool untilReady, params (string Name, string Value)[] settings)
    {
        ArgumentNullException.ThrowIfNull(other);
        return StartAsync(other._servers, other.Kafka, 1, 1, untilReady, settings);
    }

    /// <summary>Launches a consumer with a database of its own on the broker of another system, and does not wait until it is ready.</summary>
    public static Task<LocalSystem> LaunchConsumerBesideAsync(LocalSystem other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return StartAsync(other._servers, other.Kafka, 0, 1, untilReady: false, []);
    }

    /// <summary>Starts the promotions consumer, with a database of its own, and waits until it is ready. Only some tests want it.</summary>
    public async Task StartPromotionsAsync()
    {
        var stopping = TestContext.Current.CancellationToken;
        _promotions = new UsersTable(_servers.LendDatabase("promotions"));
        var database = await DatabaseServer.StartAsync(new() { ConnectionString = _promotions.ConnectionString, DataFolder = "" }, stopping);
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Promotions"] = _promotions.ConnectionString };
        var service = ServiceInstance.Promotions(1, TcpPorts.AnyFree(1)[0], Kafka, database, Prefixed("promotions-1"), settings);
        _consumers.Add(service);
        await service.StartAsync(stopping);
    }

    private static async Task<LocalSystem> StartAsync(
        Servers servers, KafkaServer? shared, int apis, int consumers, bool untilReady, (string Name, string Value)[] settings)
    {
        var system = new LocalSystem(servers) { _kafka = shared, _isGuest = shared is not null };

        try
        {
            await system.StartAsync(
                apis, consumers, untilReady, settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }

        return system;
    }

    /// <summary>Waits until every process is ready again, and otherwise says what they have written and what they say of themselves.</summary>
    public async Task UntilReadyAsync()
    {
        foreach (var service in _clients.Concat(_consumerHealth))
        {
            try
            {
                await Eventually.IsTrueAsync(() => service.IsHealthyAsync("/health/ready"), "the service is ready");
            }
            catch (TrueException exception)
            {
                Assert.Fail(string.Join('\n', [exception.Message, await service.DescribeHealthAsync(), .. _log.TakeLast(200)]));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.Concat(_consumerHealth).ToList().ForEach(client => client.Dispose());
        // A consumer has to leave its group; for an API there is nothing left to do.
        await Task.WhenAll([.. _apis.Select(api => api.DisposeAsync().AsTask()), .. _consumers.Select(StopAsync)]);

        if (_kafka is not null)
        {
            SystemLogsAttribute.Keep(_log);
            await Task.WhenAll(
                _servers.TakeBackAsync("users", Table.ConnectionString),
                _promotions is null ? Task.CompletedTask : _servers.TakeBackAsync("promotions", _promotions.ConnectionString),
                _isGuest ? Task.CompletedTask : _servers.TakeBackAsync(_kafka));
        }
    }

    private async Task StartAsync(int apis, int consumers, bool untilReady, Dictionary<string, string> settings)
    {
        var stopping = TestContext.Current.CancellationToken;
        _kafka ??= await _servers.LendBrokerAsync();
        Table = new UsersTable(_servers.LendDatabase("users"));
        var database = await DatabaseServer.StartAsync(new() { ConnectionString = Table.ConnectionString, DataFolder = "" }, stopping);
        // Nobody routes requests elsewhere while an instance stops.
        settings.TryAdd("Requests__LameDuck", "00:00:00");

        var ports = new Queue<int>(TcpPorts.AnyFree(apis + consumers));

        for (var number = 1; number <= consumers; number++)
        {
            var port = ports.Dequeue();
            _consumers.Add(ServiceInstance.Consumer(number, port, Kafka, database, Prefixed($"consumer-{number}"), settings));
            _consumerHealth.Add(new UsersClient(port));
        }

        for (var number = 1; number <= apis; number++)
        {
            var port = ports.Dequeue();
            _apis.Add(ServiceInstance.Api(number, port, Kafka, Prefixed($"api-{number}"), settings));
            _clients.Add(new UsersClient(port));
        }

        await Task.WhenAll(_consumers.Concat(_apis).Select(service => untilReady ? service.StartAsync(stopping) : service.LaunchAsync()));
    }

    private Action<string> Prefixed(string name) => line => _log.Enqueue($"{name} | {line}");

    private static async Task StopAsync(ServerProcess service)
    {
        await service.StopAsync(Grace);
        await service.DisposeAsync();
    }
}
