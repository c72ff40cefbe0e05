using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Tells which migrations a database lacks.</summary>
/// <remarks>
/// Entity Framework would tell the same, but only after it has been compiled and has built its model, which takes longer than all the rest of a
/// start. Where the schema is up to date, a start does without it.
/// </remarks>
internal sealed class MigrationHistory<TDbContext>
    where TDbContext : DbContext
{
    private const string Query = $"SELECT MigrationId FROM {HistoryRepository.DefaultTableName}";

    // Where Entity Framework looks for them.
    private readonly string[] _ids =
    [
        .. typeof(TDbContext).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TDbContext))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Gets whether there are migrations at all. A context to try something out with may have none.</summary>
    public bool HasMigrations => _ids.Length > 0;

    public async Task<IReadOnlyList<string>> FindMissingAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var missing = _ids.ToList();

        try
        {
            await using var command = new MySqlCommand(Query, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);

            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                missing.Remove(reader.GetString(0));
            }
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchTable)
        {
            // No migration has ever been applied.
        }

        return missing;
    }
}
