using System.Globalization;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>The database that the connection string names, and the one pool of connections to it.</summary>
internal sealed class UsersDatabase : IAsyncDisposable
{
    // What is not a writer takes a connection for a moment.
    private const uint ConnectionsBesideWriters = 16;

    private readonly MySqlDataSource _dataSource;
    private readonly TimeSpan _commandTimeout;
    private readonly TimeProvider _timeProvider;

    public UsersDatabase(IOptions<StoreOptions> options, TimeProvider timeProvider)
    {
        _commandTimeout = options.Value.CommandTimeout;
        _timeProvider = timeProvider;
        _dataSource = CreateDataSource(options.Value);
        Name = new MySqlConnectionStringBuilder(_dataSource.ConnectionString).Database;
    }

    public string Name { get; }

    /// <summary>Opens a session on which every round trip ends within <see cref="StoreOptions.CommandTimeout"/>.</summary>
    public Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken) =>
        DatabaseSession.OpenAsync(_dataSource.CreateConnection(), _commandTimeout, _timeProvider, cancellationToken);

    /// <summary>Takes a connection from the pool.</summary>
    public ValueTask<MySqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) =>
        _dataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>Creates the database, unless somebody else has.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(_dataSource.ConnectionString) { Database = string.Empty, Pooling = false };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"CREATE DATABASE IF NOT EXISTS `{Name.Replace("`", "``", StringComparison.Ordinal)}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    private static MySqlDataSource CreateDataSource(StoreOptions options)
    {
        var timeoutInSeconds = (uint)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        var settings = new MySqlConnectionStringBuilder(options.ConnectionString!)
        {
            // Writers keep theirs, so they must never be all that there are.
            Pooling = true,
            ConnectionReset = true,
            MinimumPoolSize = 0,
            MaximumPoolSize = (uint)options.Writers + ConnectionsBesideWriters,
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
                innodb_lock_wait_timeout = {options.LockWaitTimeout.TotalSeconds:0}, lock_wait_timeout = {options.LockWaitTimeout.TotalSeconds:0}
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
