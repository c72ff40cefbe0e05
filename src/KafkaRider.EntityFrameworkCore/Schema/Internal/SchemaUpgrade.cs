using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Applies the migrations that the database lacks. Any number of instances may try at once: one does it.</summary>
internal sealed partial class SchemaUpgrade<TDbContext>(
    InboxDatabase database,
    InboxContexts<TDbContext> contexts,
    DatabaseIdentity identity,
    IEnumerable<ISchemaStep<TDbContext>> steps,
    ILogger<SchemaUpgrade<TDbContext>> logger) : ISchemaUpgrade
    where TDbContext : DbContext
{
    // A table with many rows is made anew.
    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(cancellationToken).ConfigureAwait(false);

        if (context.Database.GetMigrations().Any())
        {
            await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // For trying out: tables that are there are left as they are.
            await using var _ = await SchemaLock.TakeAsync(context.Database.GetDbConnection(), cancellationToken).ConfigureAwait(false);
            await context.Database.EnsureCreatedAsync(cancellationToken).ConfigureAwait(false);
        }

        await identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MigrateAsync(TDbContext context, CancellationToken cancellationToken)
    {
        var missing = (await context.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToArray();

        // Who finds everything in place needs no right to change the schema.
        if (missing.Length > 0)
        {
            LogMigrating(missing);
            context.Database.SetCommandTimeout(Timeout);

            foreach (var step in steps.Where(step => missing.Contains(step.MigrationId)))
            {
                await step.RunAsync(context, cancellationToken).ConfigureAwait(false);
            }

            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            await database.CreateAsync(cancellationToken).ConfigureAwait(false);
            LogCreated(database.Name);
            return await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database {Database}", EventName = "DatabaseCreated")]
    private partial void LogCreated(string database);

    [LoggerMessage(LogLevel.Information, "The database schema lacks {Migrations}, which are applied now", EventName = "SchemaMigrating")]
    private partial void LogMigrating(IReadOnlyList<string> migrations);
}
