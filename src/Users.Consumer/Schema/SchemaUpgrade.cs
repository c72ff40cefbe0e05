using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Users.Consumer.Database;
using Users.Consumer.Schema.Migrations;

namespace Users.Consumer.Schema;

/// <summary>Applies the migrations that the database lacks. Any number of instances may try at once: one does it.</summary>
internal sealed partial class SchemaUpgrade(UsersDatabase database, UsersDbContexts contexts, NameKeys nameKeys, ILogger<SchemaUpgrade> logger)
{
    // A table with many rows is made anew.
    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await OpenAsync(cancellationToken);
        var missing = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToArray();

        // Who finds everything in place needs no right to change the schema.
        if (missing.Length > 0)
        {
            LogMigrating(missing);
            context.Database.SetCommandTimeout(Timeout);

            if (missing.Contains(FoldedNames.Id))
            {
                // Before it is noted as done: a start that is cut short does it again.
                await nameKeys.RenewAsync(context, cancellationToken);
            }

            await context.Database.MigrateAsync(cancellationToken);
        }
    }

    private async Task<UsersDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await contexts.CreateAsync(cancellationToken);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            await database.CreateAsync(cancellationToken);
            LogCreated(database.Name);
            return await contexts.CreateAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Created the database {Database}", EventName = "DatabaseCreated")]
    private partial void LogCreated(string database);

    [LoggerMessage(LogLevel.Information, "The database schema lacks {Migrations}, which are applied now", EventName = "SchemaMigrating")]
    private partial void LogMigrating(IReadOnlyList<string> migrations);
}
