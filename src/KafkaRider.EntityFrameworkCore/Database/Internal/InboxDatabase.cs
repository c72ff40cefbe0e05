using System.Globalization;
using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>The database that the connection string names: sessions of the writers' own, and one pool of connections for all else.</summary>
/// <remarks>Which server that is can change. Connections to one that takes no writes are not given out, and those that lead there are left.</remarks>
internal sealed class InboxDatabase : IAsyncDisposable
{
    // Writers have theirs. What else there is takes a connection for a moment.
    private const uint PoolSize = 16;

    private readonly StoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly MySqlDataSource _sessions;
    private MySqlDataSource _pool;

    public InboxDatabase(IOptions<StoreOptions> options, TimeProvider timeProvider)
    {
        _options = options.Value;
        _timeProvider = timeProvider;
        _sessions = CreateDataSource(pooling: false);
        _pool = CreateDataSource(pooling: true);
        Name = new MySqlConnectionStringBuilder(_pool.ConnectionString).Database;
    }

    public string Name { get; }

    /// <summary>Gets what changes when the connections of before may no longer lead to the right server.</summary>
    public object Server => Volatile.Read(ref _pool);

    /// <summary>Opens a session on which every round trip ends within <see cref="StoreOptions.CommandTimeout"/>.</summary>
    /// <exception cref="ReadOnlyServerException">The server takes no writes.</exception>
    public async Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken)
    {
        var server = Server;

        try
        {
            return await DatabaseSession.OpenAsync(_sessions.CreateConnection(), _options.CommandTimeout, _timeProvider, cancellationToken);
        }
        catch (ReadOnlyServerException)
        {
            Leave(server);
            throw;
        }
    }

    /// <summary>Takes a connection from the pool.</summary>
    /// <exception cref="ReadOnlyServerException">The server takes no writes.</exception>
    public async Task<MySqlConnection> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        var pool = Volatile.Read(ref _pool);
        var connection = await pool.OpenConnectionAsync(cancellationToken);

        try
        {
            await using var command = new MySqlCommand(ServerVariables.Query, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            (await ServerVariables.ReadAsync(reader)).ThrowIfReadOnly();
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();

            if (DatabaseErrors.IsWrongServer(exception))
            {
                Leave(pool);
            }

            throw;
        }
    }

    /// <summary>Has everybody open connections anew, because those of before lead to a server that takes no writes.</summary>
    /// <param name="server">What <see cref="Server"/> was before they were opened. If it has changed, that has been done.</param>
    public void Leave(object server)
    {
        if (ReferenceEquals(server, Server))
        {
            var pool = CreateDataSource(pooling: true);

            if (Interlocked.CompareExchange(ref _pool, pool, (MySqlDataSource)server) == server)
            {
                _ = CloseAsync((MySqlDataSource)server);
            }
        }
    }

    /// <summary>Creates the database, unless somebody else has.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(_sessions.ConnectionString) { Database = string.Empty };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"CREATE DATABASE IF NOT EXISTS `{Name.Replace("`", "``", StringComparison.Ordinal)}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        await _pool.DisposeAsync();
    }

    // Connections that are in use are closed when they come back.
    private static async Task CloseAsync(MySqlDataSource pool)
    {
        await Task.Yield();
        await pool.DisposeAsync();
    }

    private MySqlDataSource CreateDataSource(bool pooling)
    {
        var timeoutInSeconds = (uint)Math.Ceiling(_options.CommandTimeout.TotalSeconds);
        var settings = new MySqlConnectionStringBuilder(_options.ConnectionString!)
        {
            Pooling = pooling,
            ConnectionReset = true,
            MinimumPoolSize = 0,
            MaximumPoolSize = PoolSize,

            // In seconds: an old one may know of rights and settings that were changed since.
            ConnectionLifeTime = 10,
            ConnectionTimeout = timeoutInSeconds,
            DefaultCommandTimeout = timeoutInSeconds,

            // A server that does not answer does not take a request to cancel either: the connection is closed at once.
            CancellationTimeout = -1,

            // What Entity Framework's provider asks for.
            AllowUserVariables = true,
            UseAffectedRows = false,

            // Ids are read as the bytes that they are.
            OldGuids = false,
            GuidFormat = MySqlGuidFormat.None,
        };

        // Strict, so that no value is cut to fit. Locks are given up soon, because a transaction may hold those of many commands.
        var session = string.Create(CultureInfo.InvariantCulture,
            $"""
            SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
            SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1,
                innodb_lock_wait_timeout = {_options.LockWaitTimeout.TotalSeconds:0}, lock_wait_timeout = {_options.LockWaitTimeout.TotalSeconds:0}
            """);

        return new MySqlDataSourceBuilder(settings.ConnectionString)
            .UseConnectionOpenedCallback(async (context, cancellationToken) =>
            {
                await using var command = new MySqlCommand(session, context.Connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            })
            .Build();
    }
}
