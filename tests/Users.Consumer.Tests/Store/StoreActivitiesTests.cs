using System.Diagnostics;

namespace Users.Consumer.Tests.Store;

public sealed class StoreActivitiesTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task Transaction_OfSeveralCommands_IsInTheTraceOfTheFirstAndLinkedWithTheOthers()
    {
        using var spans = new RecordedSpans(ActivitySamplingResult.AllDataAndRecorded);
        await using var store = await StoreInstance.StartAsync(Database, LongLockWait);
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToList();

        await ExecuteAsOneBatchAsync(store, ids.Select(id => ($"name {id}", id, id)));

        var commands = ids.ConvertAll(spans.OfCommand);
        var transaction = Assert.Single(await spans.OfTransactionsAsync(commands[0], 1));
        Assert.Equal(commands[0].TraceId, transaction.TraceId);
        Assert.Equal(3, transaction.GetTagItem("db.operation.batch.size"));
        Assert.Equal(commands[1..].Select(command => command.Context), transaction.Links.Select(link => link.Context));
        Assert.All(commands[1..], command => Assert.Equal(transaction.Context, Assert.Single(command.Links).Context));
        Assert.All(commands, command => Assert.Equal("UserCreated", command.GetTagItem("kafka_rider.outcome")));
    }

    [Fact]
    public async Task Transaction_ThatIsMadeAgain_HasASpanForEachAttempt()
    {
        using var spans = new RecordedSpans(ActivitySamplingResult.AllDataAndRecorded);
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("Ada", Token);
        var id = Guid.NewGuid();

        await store.CreateAsync("Ada", id, id, Token);

        var attempts = await spans.OfTransactionsAsync(spans.OfCommand(id), 2);
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], attempts.Select(attempt => attempt.Status));
    }

    [Fact]
    public async Task Transaction_OfCommandsThatAreNotSampled_HasNoSpan()
    {
        using var spans = new RecordedSpans(ActivitySamplingResult.AllData);
        await using var store = await StoreInstance.StartAsync(Database);
        var id = Guid.NewGuid();

        await store.CreateAsync("Ada", id, id, Token);
        await store.StopAsync(Token);

        Assert.Empty(await spans.OfTransactionsAsync(spans.OfCommand(id), 0));
    }
}
