using KafkaRider.EntityFrameworkCore;
using MySqlConnector;
using Users.Consumer.Tests.Store;

namespace Users.Consumer.Tests.Database;

/// <summary>Asks about the errors that a real server gives.</summary>
public sealed class DatabaseErrorsTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    public override async ValueTask InitializeAsync()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("there", Token);
        await Database.ExecuteAsync("CREATE TABLE small (id INT PRIMARY KEY, text VARCHAR(3), number TINYINT NOT NULL CHECK (number < 9))");
        await Database.ExecuteAsync("INSERT INTO small VALUES (1, 'abc', 1)");
        await base.InitializeAsync();
    }

    [Theory]
    [InlineData("INSERT INTO small VALUES (2, 'abcd', 1)")]
    [InlineData("INSERT INTO small VALUES (2, 'abc', 1000)")]
    [InlineData("INSERT INTO small VALUES (2, 'abc', NULL)")]
    [InlineData("INSERT INTO small VALUES (2, 'abc', 9)")]
    [InlineData("INSERT INTO small VALUES (2, 'abc', 'x')")]
    [InlineData("INSERT INTO small (id) VALUES (2)")]
    [InlineData("SIGNAL SQLSTATE '45000'")]
    public async Task DataError_IsNotTransient(string sql)
    {
        var exception = await FailAsync(sql);

        Assert.True(DatabaseErrors.IsDataError(exception), $"{exception.Number}: {exception.Message}");
        Assert.False(DatabaseErrors.IsTransient(exception));
    }

    [Fact]
    public async Task DuplicateKey_IsNeitherDataErrorNorTransient()
    {
        var exception = await FailAsync("INSERT INTO small VALUES (1, 'abc', 1)");

        Assert.True(DatabaseErrors.IsDuplicateKey(exception));
        Assert.False(DatabaseErrors.IsDataError(exception));
        Assert.False(DatabaseErrors.IsTransient(exception));
    }

    [Theory]
    [InlineData("SELECT * FROM no_such_table")]
    [InlineData("SELECT no_such_column FROM users")]
    [InlineData("this is not SQL")]
    [InlineData("KILL CONNECTION_ID()")]
    [InlineData("SET SESSION TRANSACTION READ ONLY; START TRANSACTION; DELETE FROM users")]
    [InlineData("SET GLOBAL max_connections = 'x'")]
    public async Task AnythingElse_IsTransient(string sql)
    {
        var exception = await FailAsync(sql);

        Assert.True(DatabaseErrors.IsTransient(exception), $"{exception.Number}: {exception.Message}");
    }

    [Theory]
    [InlineData("Port=1")]
    [InlineData("Server=no-such-host.invalid")]
    [InlineData("User ID=nobody;Password=wrong")]
    [InlineData("Database=no_such_database")]
    public async Task NoConnection_IsTransient(string setting)
    {
        await using var connection = new MySqlConnection($"{Database.ConnectionString};Pooling=false;{setting}");

        var exception = await Assert.ThrowsAsync<MySqlException>(() => connection.OpenAsync(Token));

        Assert.True(DatabaseErrors.IsTransient(exception), $"{exception.Number}: {exception.Message}");
    }

    [Fact]
    public void OtherExceptions_AreTransientOnlyIfTheyPass()
    {
        Assert.True(DatabaseErrors.IsTransient(new TimeoutException()));
        Assert.True(DatabaseErrors.IsTransient(new StoreUnavailableException("down")));
        Assert.False(DatabaseErrors.IsTransient(new InvalidCommandException("bad")));
        Assert.False(DatabaseErrors.IsTransient(new InvalidOperationException()));
    }

    private async Task<MySqlException> FailAsync(string sql)
    {
        await using var connection = await Database.ConnectAsync();
        await connection.ExecuteAsync("SET SESSION sql_mode = 'STRICT_ALL_TABLES'");

        return await Assert.ThrowsAsync<MySqlException>(() => connection.ExecuteAsync(sql));
    }
}
