using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Creates users without looking first: the unique keys tell what is there, and then the store looks, for a while.</summary>
public sealed class UnreadBatchTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    private const int ReadAfterConflict = 32;

    [Fact]
    public async Task Create_NamesThatAreTaken_LooksFirstForAWhileAfterTheFirst()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var ada = await store.AddAsync("Ada");

        for (var i = 0; i <= ReadAfterConflict; i++)
        {
            Assert.Equal(new UserDuplicated(ada.UserId, "Ada", 1), (await store.CreateAsync("Ada", Token)).Outcome);
        }

        Assert.Equal(1, LostAttempts(store));
        Assert.IsType<UserDuplicated>((await store.CreateAsync("Ada", Token)).Outcome);
        Assert.Equal(2, LostAttempts(store));
    }

    [Fact]
    public async Task Create_NewAndTakenNamesAndKnownOperationInOneBatch_HasTheOutcomesOfOneByOne()
    {
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var ada = await store.AddAsync("Ada");
        var operationId = Guid.NewGuid();
        var messageId = Guid.NewGuid();
        var grace = await store.CreateAsync("Grace", operationId, messageId, Token);

        var results = await Task.WhenAll(await ExecuteAsOneBatchAsync(
            store,
            ("Joan", Guid.NewGuid(), Guid.NewGuid()),
            ("Ada", Guid.NewGuid(), Guid.NewGuid()),
            ("Grace", operationId, messageId),
            ("Joan", Guid.NewGuid(), Guid.NewGuid())));

        var joan = Assert.IsType<UserCreated>(results[0].Outcome);
        Assert.Equal(new UserDuplicated(ada.UserId, "Ada", 1), results[1].Outcome);
        Assert.Equal(grace.Outcome, results[2].Outcome);
        Assert.Equal(new UserDuplicated(joan.UserId, "Joan", 1), results[3].Outcome);
        Assert.Equal(1, LostAttempts(store));
    }

    [Fact]
    public async Task Create_TakenNameWithOneAttemptAllowed_IsDuplicate()
    {
        await using var store = await StoreInstance.StartAsync(Database, ("Store:MaxAttempts", "1"));
        await store.AddAsync("Ada");

        Assert.IsType<UserDuplicated>((await store.CreateAsync("Ada", Token)).Outcome);
    }

    private static double LostAttempts(StoreInstance store) => store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key");
}
