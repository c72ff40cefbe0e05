using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using MySql.Data.MySqlClient;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Opens sessions on the database that the connection string names. The driver is chosen here.</summary>
internal sealed class UsersDatabase(IOptions<StoreOptions> options, TimeProvider timeProvider)
{
    private readonly DbDataSource _database = CreateDataSource(options.Value.ConnectionString!, selectDatabase: true);
    private readonly DbDataSource _server = CreateDataSource(options.Value.ConnectionString!, selectDatabase: false);

    // Strict, so that no value is cut to fit. Locks are given up soon, because a transaction may hold those of many commands.
    private readonly string _settings = string.Create(CultureInfo.InvariantCulture,
        $"""
        SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
        SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1,
            innodb_lock_wait_timeout = {options.Value.LockWaitTimeout.TotalSeconds:0}, lock_wait_timeout = {options.Value.LockWaitTimeout.TotalSeconds:0}
        """);

    public string Name { get; } = new MySqlConnectionStringBuilder(options.Value.ConnectionString!).Database;

    /// <summary>Opens a session on which every round trip ends within <paramref name="timeout"/>.</summary>
    public async Task<DatabaseSession> OpenAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var session = await DatabaseSession.OpenAsync(_database.CreateConnection(), timeout, timeProvider, cancellationToken);

        try
        {
            await session.ExecuteAsync(session.CreateText().Append(_settings), cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a session without a selected database, for when the database may not exist yet.</summary>
    public Task<DatabaseSession> OpenServerAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        DatabaseSession.OpenAsync(_server.CreateConnection(), timeout, timeProvider, cancellationToken);

    private static DbDataSource CreateDataSource(string connectionString, bool selectDatabase)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString)
        {
            // Whoever needs a session keeps it and replaces it when it breaks, so a pool could only hand out dead ones, and waiting
            // for one blocks threads.
            Pooling = false,

            // The driver's own timeout does not reach a pending asynchronous read; DatabaseSession bounds every round trip instead.
            DefaultCommandTimeout = 0,

            // Left to itself the driver takes the server's default, which need not know all of Unicode.
            CharacterSet = "utf8mb4",
        };

        if (!selectDatabase)
        {
            settings.Database = string.Empty;
        }

        return MySqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }
}
