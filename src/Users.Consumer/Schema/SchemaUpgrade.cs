using Users.Consumer.Database;
using Users.Consumer.Store;

namespace Users.Consumer.Schema;

/// <summary>Brings the database to the version of the newest script. Any number of instances may try at once: one does it.</summary>
internal sealed partial class SchemaUpgrade(UsersDatabase database, TimeProvider timeProvider, ILogger<SchemaUpgrade> logger)
{
    private static readonly TimeSpan ScriptTimeout = TimeSpan.FromHours(1);

    public async Task RunAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        await LockAsync(session, cancellationToken);

        try
        {
            await ApplyAsync(session, scripts, cancellationToken);
        }
        finally
        {
            // The connection goes back to the pool, and would keep it there.
            await UnlockAsync(session);
        }
    }

    /// <summary>Reads the version of the newest script that was applied; 0 stands for none.</summary>
    public static async Task<int> ReadVersionAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            session.CreateText().Append("SELECT COALESCE(MAX(version), 0) FROM schema_version"),
            async reader => await reader.ReadAsync() ? reader.GetInt32(0) : 0,
            cancellationToken);

    private async Task ApplyAsync(DatabaseSession session, IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            session.CreateText().Append(
                """
                CREATE TABLE IF NOT EXISTS schema_version (
                    version    INT          NOT NULL PRIMARY KEY,
                    script     VARCHAR(255) NOT NULL,
                    applied_at DATETIME(6)  NOT NULL COMMENT 'UTC'
                ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
                """),
            cancellationToken);

        var current = await ReadVersionAsync(session, cancellationToken);

        session.Timeout = ScriptTimeout;

        foreach (var script in scripts.Where(script => script.Version > current))
        {
            await session.ExecuteAsync(session.CreateText().Append(script.Text), cancellationToken);
            await session.ExecuteAsync(
                session.CreateText().Append(
                    $"INSERT INTO schema_version (version, script, applied_at) VALUES ({script.Version}, {script.Name}, {timeProvider.GetUtcNow().UtcDateTime})"),
                cancellationToken);
            LogApplied(script.Name);
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenServerAsync(cancellationToken);

        // Asking first lets a user go on who may use the database but not create it.
        var exists = await session.QueryAsync(
            session.CreateText().Append($"SELECT 1 FROM information_schema.schemata WHERE schema_name = {database.Name}"),
            reader => reader.ReadAsync(),
            cancellationToken);

        if (!exists)
        {
            var name = database.Name.Replace("`", "``", StringComparison.Ordinal);
            await session.ExecuteAsync(
                session.CreateText().Append("CREATE DATABASE IF NOT EXISTS `" + name + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
                cancellationToken);
            LogCreated(database.Name);
        }
    }

    // The name of a lock is known to the whole server, and has at most 64 characters.
    private static async Task LockAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        var locked = await session.QueryAsync(
            session.CreateText().Append("SELECT GET_LOCK(LEFT(SHA2(CONCAT('schema of ', DATABASE()), 256), 56), 20)"),
            async reader => await reader.ReadAsync() && !await reader.IsDBNullAsync(0) && reader.GetInt64(0) == 1,
            cancellationToken);

        if (!locked)
        {
            throw new StoreUnavailableException("Another instance is still upgrading the schema.");
        }
    }

    private static async Task UnlockAsync(DatabaseSession session)
    {
        if (session.IsUsable)
        {
            await session.ExecuteAsync(session.CreateText().Append("DO RELEASE_ALL_LOCKS()"), CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database {Database}", EventName = "DatabaseCreated")]
    private partial void LogCreated(string database);

    [LoggerMessage(LogLevel.Information, "Applied the schema script {Script}", EventName = "SchemaScriptApplied")]
    private partial void LogApplied(string script);
}
