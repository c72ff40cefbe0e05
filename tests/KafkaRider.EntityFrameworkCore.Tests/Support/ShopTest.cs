namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Gives each test a database of its own.</summary>
public abstract class ShopTest(string serverConnectionString) : IAsyncLifetime
{
    /// <summary>Lets commands wait for locks for longer than any test takes.</summary>
    protected static readonly (string Key, string Value)[] LongLockWait = [("Store:LockWaitTimeout", "00:00:40"), ("Store:CommandTimeout", "00:01:00")];

    protected TestDatabase Database { get; } = new(serverConnectionString);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task<ShopInstance> StartAsync(params (string Key, string Value)[] settings) => ShopInstance.StartAsync(Database.ConnectionString, settings);

    /// <summary>Has commands executed as one batch: one before them keeps the writer busy until all of them wait.</summary>
    internal static async Task<Task<CommandResult>[]> ExecuteAsOneBatchAsync(ShopInstance shop, IEnumerable<Func<ShopContext, Task<object>>> decisions, Action? meanwhile = null)
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var busy = shop.Inbox.ExecuteAsync(
            ShopInstance.NewOperation(),
            async db =>
            {
                begun.TrySetResult();
                await gate.Task;
                return await db.PlaceAsync("busy");
            },
            Token);
        await begun.Task;
        var waiting = decisions.Select(decide => shop.Inbox.ExecuteAsync(ShopInstance.NewOperation(), decide, Token)).ToArray();
        meanwhile?.Invoke();
        gate.SetResult();
        await Task.WhenAll([busy, .. waiting]).ContinueWith(_ => { }, TaskScheduler.Default);

        return waiting;
    }
}
