using KafkaRider.Internal;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Two servers behind one address: the first becomes read-only, and the address leads to the second. No connection is cut.</summary>
public sealed class FailoverTests(FailoverTests.Servers servers) : IClassFixture<FailoverTests.Servers>, IAsyncLifetime
{
    // May do everything in the database, but not write to a server that is read-only.
    private const string User = "User ID=app;Password=Secret-1;AllowPublicKeyRetrieval=true";

    private readonly string _name = $"users_test_{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        servers.Proxy.Target = servers.First;

        foreach (var server in new[] { servers.First, servers.Second })
        {
            await server.ExecuteAsync(
                $"CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY 'Secret-1'; GRANT ALL ON `{_name}`.* TO 'app'@'%'");
            await using var store = await StoreInstance.StartAsync(Direct(server));
            await store.CreateAsync("there before", Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await servers.First.ExecuteAsync($"SET GLOBAL read_only = 0; DROP DATABASE `{_name}`");
        await servers.Second.ExecuteAsync($"DROP DATABASE `{_name}`");
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task PrimaryBecomesReadOnly_CommandsAreExecutedOnceOnTheNewOne()
    {
        await using var store = await StoreInstance.StartAsync($"{servers.Proxy.ConnectionString};Database={_name};{User}");
        await store.CreateAsync("before", Token);
        Assert.Equal(HealthStatus.Healthy, await store.CheckHealthAsync());
        var operationId = Guid.NewGuid();

        await servers.First.ExecuteAsync("SET GLOBAL read_only = 1");
        servers.Proxy.Target = servers.Second;

        Assert.IsType<UserCreated>(await store.CreatePersistentlyAsync("Ada", operationId));
        Assert.IsType<UserCreated>(await store.CreatePersistentlyAsync("Ada", operationId));
        Assert.Equal((0, 1), (await CountAsync(servers.First, "Ada"), await CountAsync(servers.Second, "Ada")));
        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is null, "health follows");
        Assert.Equal(0, await store.Get<InboxPurge>().RunAsync(Token));
    }

    [Fact]
    public async Task PrimaryBecomesReadOnly_HealthSaysSo_UntilThereIsAnother()
    {
        await using var store = await StoreInstance.StartAsync($"{servers.Proxy.ConnectionString};Database={_name};{User}");
        await store.CreateAsync("before", Token);
        Assert.Equal(HealthStatus.Healthy, await store.CheckHealthAsync());

        // Reading goes on, and nobody sends a command.
        await servers.First.ExecuteAsync("SET GLOBAL read_only = 1");
        await Eventually.IsTrueAsync(
            async () => (await store.FindObstacleAsync())?.Contains("read-only", StringComparison.Ordinal) is true, "health tells the reason");

        var command = store.CreatePersistentlyAsync("Ada", Guid.NewGuid());
        await Eventually.IsTrueAsync(() => store.Log.Of("WritesFail").Count > 0, "the log tells the reason");
        servers.Proxy.Target = servers.Second;

        Assert.IsType<UserCreated>(await command);
        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is null, "health follows");
        Assert.All(store.Log.Of("WritesFail"), line => Assert.Null(line.Exception));
    }

    [Fact]
    public async Task PrimaryBecomesReadOnlyAndComesBack_GoesOn()
    {
        await using var store = await StoreInstance.StartAsync($"{servers.Proxy.ConnectionString};Database={_name};{User}");
        await store.CreateAsync("before", Token);
        await servers.First.ExecuteAsync("SET GLOBAL read_only = 1");
        var command = store.CreatePersistentlyAsync("Ada", Guid.NewGuid());
        await Eventually.IsTrueAsync(() => store.Log.Of("WritesFail").Count > 0, "the log tells the reason");

        await servers.First.ExecuteAsync("SET GLOBAL read_only = 0");

        Assert.IsType<UserCreated>(await command);
        Assert.Equal(1, await CountAsync(servers.First, "Ada"));
    }

    /// <summary>Such a user could write to the first server for ever, and what it writes would be lost to the second.</summary>
    [Fact]
    public async Task PrimaryBecomesReadOnly_PrivilegedUserLeavesItToo()
    {
        await using var store = await StoreInstance.StartAsync($"{servers.Proxy.ConnectionString};Database={_name}");
        await store.CreateAsync("before", Token);
        Assert.Equal(HealthStatus.Healthy, await store.CheckHealthAsync());

        await servers.First.ExecuteAsync("SET GLOBAL read_only = 1");
        servers.Proxy.Target = servers.Second;
        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is not null, "the probe notices");
        await Eventually.IsTrueAsync(async () => await store.FindObstacleAsync() is null, "health follows");

        await store.CreatePersistentlyAsync("Ada", Guid.NewGuid());
        Assert.Equal((0, 1), (await CountAsync(servers.First, "Ada"), await CountAsync(servers.Second, "Ada")));
    }

    /// <summary>Transactions are read-only by default: a server's own way to say that it takes no writes.</summary>
    [Fact]
    public async Task ServerWhoseTransactionsAreReadOnly_IsLeft()
    {
        await servers.First.ExecuteAsync("SET GLOBAL TRANSACTION READ ONLY");

        try
        {
            await using var store = await StoreInstance.StartAsync($"{servers.Proxy.ConnectionString};Database={_name};{User}");
            await Eventually.IsTrueAsync(
                async () => (await store.FindObstacleAsync())?.Contains("read-only", StringComparison.Ordinal) is true, "health tells the reason");

            servers.Proxy.Target = servers.Second;

            Assert.IsType<UserCreated>(await store.CreatePersistentlyAsync("Ada", Guid.NewGuid()));
        }
        finally
        {
            await servers.First.ExecuteAsync("SET GLOBAL TRANSACTION READ WRITE");
        }
    }

    private string Direct(DatabaseServer server) => $"{server.ConnectionString};Database={_name}";

    private async Task<int> CountAsync(DatabaseServer server, string name)
    {
        await using var connection = new MySqlConnector.MySqlConnection(Direct(server) + ";Pooling=false");
        await connection.OpenAsync(Token);
        return (await connection.QueryAsync($"SELECT id FROM users WHERE name = '{name}'", 0)).Count;
    }

    /// <summary>Both servers, and what is before them.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        public DatabaseServer First { get; private set; } = null!;

        public DatabaseServer Second { get; private set; } = null!;

        public ServerProxy Proxy { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            First = await DatabaseServer.StartNewAsync();
            Second = await DatabaseServer.StartNewAsync();
            Proxy = new(First);
        }

        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }
}
