using System.Collections.Concurrent;
using MySqlConnector;
using Users.AppHost;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>
/// A system of real processes for one test: a private broker (from <c>KAFKA_HOME</c> where that is set), a database (the server that
/// <c>ConnectionStrings__Users</c> names, or a private one), and instances of the API and the consumer.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<ServerProcess> _apis = [];
    private readonly List<ServerProcess> _consumers = [];
    private readonly List<UsersClient> _clients = [];
    private readonly List<UsersClient> _consumerHealth = [];
    private KafkaServer? _kafka;
    private DatabaseServer? _database;

    private LocalSystem()
    {
    }

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

    public static async Task<LocalSystem> StartAsync(int apis = 1, int consumers = 1, params (string Name, string Value)[] settings)
    {
        var system = new LocalSystem();

        try
        {
            await system.StartAsync(apis, consumers, settings.ToDictionary(setting => setting.Name, setting => setting.Value));
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
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, _log));
        }

        _clients.Concat(_consumerHealth).ToList().ForEach(client => client.Dispose());
        await Task.WhenAll(_apis.Concat(_consumers).Select(StopAsync));

        if (_database is { Process: null })
        {
            await Table.DropDatabaseAsync();
        }

        await Task.WhenAll(DisposeAsync(_kafka), DisposeAsync(_database));
        _folder.Dispose();
    }

    private async Task StartAsync(int apis, int consumers, Dictionary<string, string> settings)
    {
        var stopping = TestContext.Current.CancellationToken;
        var kafka = new KafkaServerOptions { Home = KafkaServerOptions.FromEnvironment("").Home, DataFolder = Path.Combine(_folder.Path, "kafka") };
        await Task.WhenAll(StartKafkaAsync(), StartDatabaseAsync());
        Table = new UsersTable(_database!.ConnectionString);

        var ports = new Queue<int>(TcpPorts.AnyFree(apis + consumers));

        for (var number = 1; number <= consumers; number++)
        {
            var port = ports.Dequeue();
            _consumers.Add(ServiceInstance.Consumer(number, port, Kafka, _database, Prefixed($"consumer-{number}"), settings));
            _consumerHealth.Add(new UsersClient(port));
        }

        for (var number = 1; number <= apis; number++)
        {
            var port = ports.Dequeue();
            _apis.Add(ServiceInstance.Api(number, port, Kafka, Prefixed($"api-{number}"), settings));
            _clients.Add(new UsersClient(port));
        }

        await Task.WhenAll(_consumers.Concat(_apis).Select(service => service.StartAsync(stopping)));

        async Task StartKafkaAsync() => _kafka = await KafkaServer.StartAsync(kafka, stopping);

        async Task StartDatabaseAsync() => _database = await DatabaseServer.StartAsync(DatabaseOptions(), stopping);
    }

    // A server that others use, too, gets a database for this test alone; the consumer creates it.
    private DatabaseServerOptions DatabaseOptions()
    {
        var given = DatabaseServerOptions.FromEnvironment("").ConnectionString;

        return new DatabaseServerOptions
        {
            ConnectionString = given is null
                ? null
                : new MySqlConnectionStringBuilder(given) { Database = $"users_e2e_{Guid.NewGuid():N}" }.ConnectionString,
            DataFolder = _folder.Path,
        };
    }

    private Action<string> Prefixed(string name) => line => _log.Enqueue($"{name} | {line}");

    private static Task DisposeAsync(IAsyncDisposable? server) => server?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    private static async Task StopAsync(ServerProcess service)
    {
        await service.StopAsync(Grace);
        await service.DisposeAsync();
    }
}
