using MySqlConnector;

namespace Users.EndToEnd.Support;

/// <summary>Looks into the database behind the consumer.</summary>
public sealed class UsersTable(string connectionString)
{
    public string ConnectionString => connectionString;

    /// <summary>Returns the ids of the users by name, as given; a name with several rows has several.</summary>
    public async Task<ILookup<string, Guid>> ReadAsync(string namePrefix)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand("SELECT name, HEX(id) FROM users WHERE name LIKE CONCAT(@prefix, '%')", connection);
        command.Parameters.AddWithValue("@prefix", namePrefix);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<(string Name, Guid Id)>();

        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add((reader.GetString(0), new Guid(Convert.FromHexString(reader.GetString(1)), bigEndian: true)));
        }

        return rows.ToLookup(row => row.Name, row => row.Id);
    }

    public async Task<int> CountAsync(string namePrefix) => (await ReadAsync(namePrefix)).Sum(ids => ids.Count());

    public async Task DropDatabaseAsync()
    {
        var server = new MySqlConnectionStringBuilder(connectionString);
        var database = server.Database;
        server.Database = "";
        await using var connection = new MySqlConnection(server.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new MySqlCommand($"DROP DATABASE IF EXISTS `{database}`", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
