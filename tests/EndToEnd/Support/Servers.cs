using System.Collections.Concurrent;
using MySqlConnector;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.EndToEnd.Support;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Users.EndToEnd.Support;

/// <summary>
/// The servers that the systems of the test run stand on, started once: a database server (the one that <c>ConnectionStrings__Users</c>
/// names, or a private one), and as many private brokers (from <c>KAFKA_HOME</c> where that is set) as there are systems at one time.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentStack<KafkaServer> _idle = new();
    private readonly ConcurrentDictionary<string, ConcurrentStack<string>> _idleDatabases = new();
    private DatabaseServer? _database;

    public async ValueTask InitializeAsync()
    {
        var options = new DatabaseServerOptions
        {
            ConnectionString = DatabaseServerOptions.FromEnvironment("").ConnectionString,
            DataFolder = _folder.Path,
        };
        _database = await DatabaseServer.StartAsync(options, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns how to connect to a database that nobody else uses, and that is empty, but for tables which a service may have left.</summary>
    /// <param name="service">Whose tables they are: users, promotions or registrations. It makes them where they are missing, and the database.</param>
    public string LendDatabase(string service) => IdleDatabases(service).TryPop(out var idle)
        ? idle
        : new MySqlConnectionStringBuilder(_database!.ConnectionString) { Database = $"{service}_e2e_{Guid.NewGuid():N}" }.ConnectionString;

    /// <summary>Takes a database back whose system has ended.</summary>
    public async Task TakeBackAsync(string service, string connectionString)
    {
        if (await DatabaseContents.TryDeleteAsync(connectionString))
        {
            IdleDatabases(service).Push(connectionString);
        }
    }

    /// <summary>Lends a broker that nobody else uses, and that knows no topic and no group.</summary>
    public async Task<KafkaServer> LendBrokerAsync()
    {
        if (_idle.TryPop(out var idle))
        {
            return idle;
        }

        var options = new KafkaServerOptions
        {
            Home = KafkaServerOptions.FromEnvironment("").Home,
            DataFolder = Path.Combine(_folder.Path, $"kafka-{Guid.NewGuid():N}"),
        };

        return await KafkaServer.StartAsync(options, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes a broker back whose system has ended.</summary>
    public async Task TakeBackAsync(KafkaServer broker)
    {
        // The embedded one has no request for that, and a new one is there at once; the other may have been left in an outage by its test.
        if (broker is EmbeddedKafka || broker.Process is { Exited.IsCompleted: true })
        {
            await broker.DisposeAsync();
            return;
        }

        await BrokerContents.DeleteAsync(broker);
        _idle.Push(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_idleDatabases.Values.SelectMany(idle => idle).Select(idle => new UsersTable(idle).DropDatabaseAsync()));
        await Task.WhenAll(_idle.Select(broker => broker.DisposeAsync().AsTask()));
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private ConcurrentStack<string> IdleDatabases(string service) => _idleDatabases.GetOrAdd(service, _ => new());
}
