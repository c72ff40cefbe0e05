using MySqlConnector;
using Users.AppHost;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;
using Users.Contracts;

namespace Users.Bench.Systems;

/// <summary>The broker and the database that all systems use in turn, each starting from nothing.</summary>
internal sealed class Rig : IAsyncDisposable
{
    // The embedded broker must have them from the start. The others create them.
    private static readonly Topic[] BenchTopics =
    [
        new("bench.requests", Topics.Commands.Partitions, Retention: null),
        new("bench.replies", Topics.Replies.Partitions, Retention: null),
        new("bench.blobs", Topics.Commands.Partitions, Retention: null),
        new("bench.blobs.replies", Topics.Replies.Partitions, Retention: null),
    ];

    private readonly KafkaServerOptions _kafkaOptions;
    private KafkaServer _kafka;
    private int _instances;

    private Rig(string folder, KafkaServerOptions kafkaOptions, KafkaServer kafka, DatabaseServer database)
    {
        Folder = folder;
        _kafkaOptions = kafkaOptions;
        _kafka = kafka;
        Database = database;
    }

    public string Folder { get; }

    public KafkaServer Kafka => _kafka;

    public DatabaseServer Database { get; }

    /// <summary>Gets whether the broker is the one for trying out, whose figures are not Kafka's.</summary>
    public bool IsKafkaEmbedded => _kafkaOptions.Home is null;

    public static async Task<Rig> StartAsync(string folder, Action<string> report, CancellationToken cancellationToken)
    {
        var environment = KafkaServerOptions.FromEnvironment("");
        var kafkaOptions = new KafkaServerOptions
        {
            Home = environment.Home,
            DataFolder = Path.Combine(folder, "kafka"),
            Topics = [.. environment.Topics, .. BenchTopics],
            Report = report,
        };
        var database = await DatabaseServer.StartAsync(new DatabaseServerOptions { DataFolder = folder, Report = report }, cancellationToken);

        try
        {
            return new Rig(folder, kafkaOptions, await KafkaServer.StartAsync(kafkaOptions, cancellationToken), database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Part Api(IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = TcpPorts.AnyFree(1)[0];

        return new Part(BenchSystem.Api, ServiceInstance.Api(++_instances, port, Kafka, Ignore, settings), port);
    }

    public Part Consumer(IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = TcpPorts.AnyFree(1)[0];

        return new Part(BenchSystem.Consumer, ServiceInstance.Consumer(++_instances, port, Kafka, Database, Ignore, settings), port);
    }

    public Part Promotions()
    {
        var port = TcpPorts.AnyFree(1)[0];

        return new Part(BenchSystem.Consumer, ServiceInstance.Promotions(++_instances, port, Kafka, Database, Ignore), port);
    }

    public Part Registrations()
    {
        var port = TcpPorts.AnyFree(1)[0];

        return new Part(BenchSystem.Consumer, ServiceInstance.Registrations(++_instances, port, Kafka, Database, Ignore), port);
    }

    /// <summary>Describes a process of the benchmark's own.</summary>
    public Part Server(string role, string program, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = TcpPorts.AnyFree(1)[0];
        var kind = new ServiceKind(program, "bench/Users.Bench.Servers", "Users.Bench.Servers") { Arguments = [program] };
        var variables = ServiceInstance.KafkaSettings(Kafka);
        variables["ConnectionStrings__Users"] = Database.ConnectionString;

        return new Part(role, ServiceInstance.Create(kind, ++_instances, port, variables, settings, Ignore), port);
    }

    /// <summary>Removes every user and topic, so that no system is slowed down by what others left.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS `{DatabaseName}`; DROP DATABASE IF EXISTS promotions; DROP DATABASE IF EXISTS registrations", cancellationToken);
        await ExecuteAsync($"CREATE DATABASE `{DatabaseName}` CHARACTER SET utf8mb4", cancellationToken);

        if (IsKafkaEmbedded)
        {
            await _kafka.DisposeAsync();
            _kafka = await KafkaServer.StartAsync(_kafkaOptions, cancellationToken);
        }
        else
        {
            await ClearKafkaAsync(cancellationToken);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns whether the database server speaks TLS.</summary>
    public async Task<bool> HasTlsAsync(CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(Database.ConnectionString) { SslMode = MySqlSslMode.Required, Pooling = false };
        await using var connection = new MySqlConnection(settings.ConnectionString);

        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    public async Task<long> CountUsersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM `{DatabaseName}`.users";

        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), provider: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _kafka.DisposeAsync();
        await Database.DisposeAsync();
    }

    private string DatabaseName => new MySqlConnectionStringBuilder(Database.ConnectionString).Database;

    // With the tool of the distribution: the native client's deletion of topics ended this process now and then.
    private async Task ClearKafkaAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var command = new ProcessCommand(
            Path.Combine(_kafkaOptions.Home!, "bin", "kafka-topics.sh"),
            "--bootstrap-server", Kafka.BootstrapServers, "--delete", "--if-exists", "--topic", "(users|promotions|registrations|bench)[.].*")
        {
            Variables = new Dictionary<string, string> { ["LOG_DIR"] = Folder },
        };
        var exitCode = await ChildProcess.RunAsync(command, lines.Add, cancellationToken);

        if (exitCode != 0)
        {
            throw new StartupException($"the topics could not be deleted: {string.Join(Environment.NewLine, lines)}");
        }
    }

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(Database.ConnectionString) { Database = "", Pooling = false };
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        return connection;
    }

    private static void Ignore(string line)
    {
    }
}
