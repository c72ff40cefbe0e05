using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Applies the migrations that the database lacks. Any number of instances may try at once: one does it.</summary>
internal sealed partial class SchemaUpgrade<TDbContext>(
    InboxDatabase database,
    InboxContexts<TDbContext> contexts,
    MigrationHistory<TDbContext> history,
    DatabaseIdentity identity,
    IEnumerable<ISchemaStep<TDbContext>> steps,
    ILogger<SchemaUpgrade<TDbContext>> logger) : ISchemaUpgrade
    where TDbContext : DbContext
{
    // A table with many rows is made anew.
    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);

        if (!history.HasMigrations)
        {
            await CreateTablesAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        else if (await history.FindMissingAsync(connection, cancellationToken).ConfigureAwait(false) is { Count: > 0 } missing)
        {
            // Who finds everything in place needs no right to change the schema.
            await MigrateAsync(connection, missing, cancellationToken).ConfigureAwait(false);
        }

        await identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    // For trying out: tables that are there are left as they are.
    private async Task CreateTablesAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateOn(connection);
        await using var _ = await SchemaLock.TakeAsync(connection, cancellationToken).ConfigureAwait(false);
        await context.Database.EnsureCreatedAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MigrateAsync(MySqlConnection connection, IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateOn(connection);
        LogMigrating(missing);
        context.Database.SetCommandTimeout(Timeout);

        foreach (var step in steps.Where(step => missing.Contains(step.MigrationId)))
        {
            await step.RunAsync(context, cancellationToken).ConfigureAwait(false);
        }

        await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            await database.CreateAsync(cancellationToken).ConfigureAwait(false);
            LogCreated(database.Name);
            return await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database {Database}", EventName = "DatabaseCreated")]
    private partial void LogCreated(string database);

    [LoggerMessage(LogLevel.Information, "The database schema lacks {Migrations}, which are applied now", EventName = "SchemaMigrating")]
    private partial void LogMigrating(IReadOnlyList<string> migrations);
}
