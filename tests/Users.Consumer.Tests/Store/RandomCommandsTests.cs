using Microsoft.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Gives many random commands on few users and names. A failure is repeated with the seed that it prints.</summary>
public sealed class RandomCommandsTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    private readonly int _seed = Environment.GetEnvironmentVariable("TEST_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, null)
        : Random.Shared.Next();

    [Fact]
    public async Task OneStore_DoesWhatTheModelDoes()
    {
        var random = CreateRandom();
        await using var store = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", $"{random.Next(2, 24)}"));
        var model = new UserModel();

        for (var round = 0; round < 60; round++)
        {
            var ids = model.Users.Select(user => user.Id).TakeLast(8).ToArray();
            var commands = Enumerable.Range(0, random.Next(1, 50)).Select(_ => ModelCommand.CreateRandom(random, ids)).ToArray();

            var results = await Task.WhenAll(commands.Select(command => store.ExecuteAsync(command.ToUserCommand(), Token)));

            foreach (var (command, result) in commands.Zip(results))
            {
                Assert.Equal(model.Execute(command, result.Outcome), result.Outcome);
            }

            var again = commands[random.Next(commands.Length)];
            Assert.Equal(results[Array.IndexOf(commands, again)], await store.ExecuteAsync(again.ToUserCommand(), Token));
        }

        Assert.True(store.Metrics.Values("kafka_rider.inbox.batch.size").Count(size => size > 1) > 50, "Too few batches: the test shows little.");
        Assert.Equal(
            model.Users.Select(user => $"{user.Id:N}|{(user.Deleted ? null : user.Name)}|{(user.Deleted ? null : ValidName.Parse(user.Name).Key)}|{user.Version}").Order(),
            (await ReadRowsAsync()).Order());
    }

    [Fact]
    public async Task TwoStores_LeaveEveryUserAsItsOutcomesSay()
    {
        var random = CreateRandom();
        await using var one = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "16"));
        await using var two = await StoreInstance.StartAsync(Database, ("Store:MaxBatchSize", "16"), ("Store:Writers", "2"));
        List<object> outcomes = [];

        for (var round = 0; round < 40; round++)
        {
            var ids = outcomes.OfType<UserCreated>().Select(user => user.UserId).TakeLast(8).ToArray();
            var commands = Enumerable.Range(0, random.Next(2, 60)).Select(_ => ModelCommand.CreateRandom(random, ids).ToUserCommand()).ToArray();

            // A fifth of them is executed by both.
            var split = commands.Length / 5;
            var ofOne = commands.Where((_, i) => i < split || i % 2 == 0).Select(one.ExecutePersistentlyAsync).ToArray();
            var ofTwo = commands.Where((_, i) => i < split || i % 2 == 1).Select(two.ExecutePersistentlyAsync).ToArray();
            await Task.WhenAll([.. ofOne, .. ofTwo]);

            Assert.Equal(ofOne.Take(split).Select(task => task.Result), ofTwo.Take(split).Select(task => task.Result));
            outcomes.AddRange([.. ofOne.Select(task => task.Result), .. ofTwo.Skip(split).Select(task => task.Result)]);
        }

        Assert.True(
            new[] { one, two }.Sum(store => store.Metrics.Sum("kafka_rider.inbox.retries", "reason=duplicate_key")) > 10,
            "The stores hardly met: the test shows little.");
        var histories = outcomes.Select(ToVersion).OfType<UserVersion>().GroupBy(version => version.Id).ToArray();
        Assert.All(histories, history => AssertPossible([.. history.OrderBy(version => version.Version)]));
        AssertRejectionsPossible(outcomes, histories.ToDictionary(history => history.Key, history => history.ToArray()));
        Assert.Equal(
            histories.Select(history => history.MaxBy(version => version.Version)!)
                .Select(last => $"{last.Id:N}|{(last.Deleted ? null : last.Name)}|{(last.Deleted ? null : ValidName.Parse(last.Name).Key)}|{last.Version}").Order(),
            (await ReadRowsAsync()).Order());
    }

    private static void AssertPossible(UserVersion[] history)
    {
        Assert.Equal(Enumerable.Range(1, history.Length), history.Select(version => version.Version));
        Assert.DoesNotContain(history.SkipLast(1), version => version.Deleted);
        Assert.Single(history.Select(version => version.CreatedAt).OfType<DateTimeOffset>().Distinct());
    }

    private static void AssertRejectionsPossible(List<object> outcomes, Dictionary<Guid, UserVersion[]> histories)
    {
        foreach (var outcome in outcomes)
        {
            Assert.True(outcome switch
            {
                UserDuplicated x => histories[x.UserId].Any(version => UserName.Normalize(version.Name) == UserName.Normalize(x.Name)),
                UserNotFound x => !histories.TryGetValue(x.UserId, out var history) || history.Any(version => version.Deleted),
                UserVersionConflict x => x.Version != x.ExpectedVersion && histories[x.UserId].Any(version => version.Version == x.Version),
                _ => true,
            }, $"{outcome} does not fit any moment.");
        }
    }

    private static UserVersion? ToVersion(object outcome) => outcome switch
    {
        UserCreated x => new(x.UserId, x.Name, x.Version, false, x.CreatedAt),
        UserUpdated x => new(x.UserId, x.Name, x.Version, false, x.CreatedAt),
        UserDeleted x => new(x.UserId, x.Name, x.Version, true, null),
        _ => null,
    };

    private Random CreateRandom()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"TEST_SEED={_seed}");
        return new Random(_seed);
    }

    private async Task<IReadOnlyList<string>> ReadRowsAsync()
    {
        await using var context = await Database.CreateContextAsync();
        return [.. (await context.Users.ToListAsync(Token)).Select(user => $"{user.Id:N}|{user.Name}|{user.NameKey}|{user.Version}")];
    }

    private sealed record UserVersion(Guid Id, string Name, int Version, bool Deleted, DateTimeOffset? CreatedAt);
}
