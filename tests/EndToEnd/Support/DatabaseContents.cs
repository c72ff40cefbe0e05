using MySqlConnector;

namespace Users.EndToEnd.Support;

/// <summary>Empties a database for another system, which then need not make its tables.</summary>
internal static class DatabaseContents
{
    /// <summary>Deletes all rows but those that say which tables there are, and returns whether there was such a database.</summary>
    public static async Task<bool> TryDeleteAsync(string connectionString)
    {
        await using var connection = new MySqlConnection(connectionString);

        try
        {
            await connection.OpenAsync(CancellationToken.None);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            return false;
        }

        foreach (var table in await ReadTablesAsync(connection))
        {
            await using var command = new MySqlCommand($"TRUNCATE TABLE `{table}`", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return true;
    }

    private static async Task<IReadOnlyList<string>> ReadTablesAsync(MySqlConnection connection)
    {
        const string Sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> '__EFMigrationsHistory'";
        await using var command = new MySqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var tables = new List<string>();

        while (await reader.ReadAsync(CancellationToken.None))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
