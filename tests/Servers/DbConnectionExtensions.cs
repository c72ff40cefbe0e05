using System.Data.Common;
using System.Globalization;

namespace Servers;

public static class DbConnectionExtensions
{
    public static async Task ExecuteAsync(this DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one column of a query's rows.</summary>
    public static async Task<IReadOnlyList<string>> QueryAsync(this DbConnection connection, string sql, int column)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();

        while (await reader.ReadAsync())
        {
            values.Add(Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!);
        }

        return values;
    }
}
