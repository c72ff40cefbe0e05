using System.Data.Common;
using Microsoft.Extensions.Options;
using MySql.Data.MySqlClient;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Opens sessions on the database that the connection string names. The driver is chosen here.</summary>
internal sealed class UsersDatabase(IOptions<StoreOptions> options, TimeProvider timeProvider)
{
    private readonly DbDataSource _database = CreateDataSource(options.Value.ConnectionString!, selectDatabase: true);
    private readonly DbDataSource _server = CreateDataSource(options.Value.ConnectionString!, selectDatabase: false);

    public string Name { get; } = new MySqlConnectionStringBuilder(options.Value.ConnectionString!).Database;

    public Task<DatabaseSession> OpenAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        DatabaseSession.OpenAsync(_database.CreateConnection(), timeout, timeProvider, cancellationToken);

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
        };

        if (!selectDatabase)
        {
            settings.Database = string.Empty;
        }

        return MySqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }
}
