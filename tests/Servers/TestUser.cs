using MySqlConnector;

namespace Servers;

/// <summary>A database user who may do no more than a test says.</summary>
public sealed class TestUser : IAsyncDisposable
{
    private const string Password = "Secret-1";

    private readonly string _name = $"u{Guid.NewGuid():N}"[..30];
    private readonly string _serverConnectionString;

    private TestUser(string serverConnectionString, string database)
    {
        _serverConnectionString = serverConnectionString;
        ConnectionString = new MySqlConnectionStringBuilder(serverConnectionString)
        {
            Database = database,
            UserID = _name,
            Password = Password,
            AllowPublicKeyRetrieval = true,
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Gets the name as statements have it.</summary>
    public string Account => $"'{_name}'@'%'";

    public static async Task<TestUser> CreateAsync(string serverConnectionString, string database, string rights)
    {
        var user = new TestUser(serverConnectionString, database);
        await user.ExecuteAsync($"CREATE USER '{user._name}'@'%' IDENTIFIED BY '{Password}'; GRANT {rights} ON `{database}`.* TO '{user._name}'@'%'");
        return user;
    }

    /// <summary>Creates a user who may do nothing at all yet.</summary>
    public static async Task<TestUser> CreateAsync(string serverConnectionString, string database)
    {
        var user = new TestUser(serverConnectionString, database);
        await user.ExecuteAsync($"CREATE USER {user.Account} IDENTIFIED BY '{Password}'");
        return user;
    }

    public ValueTask DisposeAsync() => new(ExecuteAsync($"DROP USER '{_name}'@'%'"));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder(_serverConnectionString) { Database = string.Empty, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
