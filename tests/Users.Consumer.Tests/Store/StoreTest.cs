using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;

namespace Users.Consumer.Tests.Store;

/// <summary>Gives each test a database of its own.</summary>
public abstract class StoreTest(string serverConnectionString) : IAsyncLifetime
{
    /// <summary>Lets commands wait for locks for longer than any test takes.</summary>
    internal static readonly (string Key, string Value)[] LongLockWait =
        [("Store:LockWaitTimeout", "00:00:40"), ("Store:CommandTimeout", "00:01:00")];

    protected TestDatabase Database { get; } = new(serverConnectionString);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task<Task<CommandResult>[]> ExecuteAsOneBatchAsync(
        StoreInstance store, params IEnumerable<(string Name, Guid OperationId, Guid MessageId)> commands) =>
        ExecuteAsOneBatchAsync(
            store, commands.Select(x => NewCommand.Create(NewCommand.For(x.OperationId, x.MessageId), x.Name)));

    /// <summary>Returns what those who sent a command are shown.</summary>
    internal static (object Outcome, bool Replayed) Shown(CommandResult result) => (result.Outcome, result.Replayed);

    /// <summary>Gives the store commands that it has to execute as one batch: a lock keeps it busy until all of them wait.</summary>
    internal async Task<Task<CommandResult>[]> ExecuteAsOneBatchAsync(StoreInstance store, params IEnumerable<UserCommand> commands)
    {
        await store.CreateAsync("first, so that the schema is there", Token);
        await using var held = await HeldName.HoldAsync(Database, "held");
        var busy = store.CreateAsync("held", Token);
        await held.IsWaitedForAsync();

        var waiting = commands.Select(command => store.ExecuteAsync(command, Token)).ToArray();
        await held.ReleaseAsync();
        await Task.WhenAll([busy, .. waiting]).ContinueWith(_ => { }, TaskScheduler.Default);

        return waiting;
    }

    internal async Task<User> ReadUserAsync(Guid id)
    {
        await using var context = await Database.CreateContextAsync();
        return await context.Users.SingleAsync(user => user.Id == id, Token) with { Id = default };
    }

    /// <summary>Says what <see cref="ReadUserAsync"/> finds; which user it is, is what it is asked for.</summary>
    internal static User RowOf(string name, string? key, int version, DateTimeOffset createdAt, DateTimeOffset updatedAt) =>
        new(default, name, key is null ? null : ValidName.Parse(key).Key, version, createdAt.UtcDateTime, updatedAt.UtcDateTime);

    internal Task<int> CountUsersAsync(string name)
    {
        Digest? key = ValidName.Parse(name).Key;
        return Database.CountAsync<User>(user => user.NameKey == key);
    }
}
