using System.Data.Common;
using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Users.Consumer.Users;

namespace Users.Consumer.Tests.Schema;

/// <summary>Applies the migrations as one does whose process ends after so many statements.</summary>
internal sealed class CutShort(string connectionString, int statements) : DbCommandInterceptor, IAsyncDisposable
{
    private readonly InboxDatabase _database = new(Options.Create(new StoreOptions { ConnectionString = connectionString }), TimeProvider.System);
    private int _left = statements;

    /// <returns>Whether there were no more statements than that.</returns>
    public async Task<bool> UpgradeAsync()
    {
        try
        {
            await _database.CreateAsync(TestContext.Current.CancellationToken);
            await using var connection = await _database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var options = InboxContexts<UsersDbContext>.CreateOptions(ServerVersion.Parse(connection.ServerVersion));
            await using var context = new UsersDbContext(
                new DbContextOptionsBuilder<UsersDbContext>(options).AddInterceptors(this).Options);
            context.Database.SetDbConnection(connection);

            await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (Exception) when (_left < 0)
        {
            // Where it ended, what was under way fails too.
            return false;
        }
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        // One round trip may hold several statements.
        foreach (var statement in command.CommandText.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (_left-- == 0)
            {
                await EndAsync((MySqlConnection)command.Connection!);
                throw new OperationCanceledException("The process ends here.");
            }

            await using var part = new MySqlCommand(statement, (MySqlConnection)command.Connection!, (MySqlTransaction?)command.Transaction);
            await part.ExecuteNonQueryAsync(cancellationToken);
        }

        return InterceptionResult<int>.SuppressWithResult(0);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // The server notices, and gives up what the session has locked.
    private async Task EndAsync(MySqlConnection connection)
    {
        await using var killer = new MySqlConnection(connectionString + ";Pooling=false");
        await killer.OpenAsync();
        await using var command = new MySqlCommand($"KILL {connection.ServerThread}", killer);
        await command.ExecuteNonQueryAsync();
    }
}
