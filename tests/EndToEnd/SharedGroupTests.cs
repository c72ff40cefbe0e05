using System.Net;
using Users.AppHost.Kafka;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Two databases, and one group of one broker, because somebody forgot the prefix.</summary>
public sealed class SharedGroupTests(Servers servers)
{
    private const int Names = 40;
    private const string Reason = "for another database than this one";

    [Fact]
    public async Task Consumers_OfAnotherDatabase_ExecuteNothingUntilTheOthersAreGone()
    {
        await using var first = await LocalSystem.StartAsync(servers, consumers: 2);
        SkipWhereGroupsNeverEmpty(first);
        await using var second = await LocalSystem.StartBesideAsync(first, untilReady: false);
        await Eventually.IsTrueAsync(
            () => second.Log.Any(line => line.Contains($"the group users executes {Reason}", StringComparison.Ordinal)),
            "the second says why it does not execute");

        var answers = await Task.WhenAll(Enumerable.Range(0, Names).Select(number => first.Clients[0].CreateAsync($"Name {number}")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(Names, await first.Table.CountAsync("Name"));
        Assert.Equal(0, await second.Table.CountAsync("Name"));
        var health = await second.ConsumerHealth[0].SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        Assert.True(health.Body.GetRawText().Contains(Reason, StringComparison.Ordinal), health.Body.GetRawText());
        Assert.Single(second.Log, line => line.Contains(Reason, StringComparison.Ordinal));

        // A consumer of the first that starts now is one of its own.
        await first.Consumers[1].StopAsync(TimeSpan.FromSeconds(60));
        await first.Consumers[1].StartAsync(TestContext.Current.CancellationToken);

        // With the first one gone, the second is what a fresh database on an old log is.
        await Task.WhenAll(first.Consumers.Select(consumer => consumer.StopAsync(TimeSpan.FromSeconds(60))));
        await Eventually.IsTrueAsync(() => second.ConsumerHealth[0].IsHealthyAsync("/health/ready"), "the second takes over");
        Assert.Contains(second.Log, line => line.Contains("executed for another database before", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, (await second.Clients[0].CreateAsync("Later")).Status);
        Assert.Equal(1, await second.Table.CountAsync("Later"));

        // And the first is the stranger.
        await first.Consumers[0].LaunchAsync();
        await Eventually.IsTrueAsync(
            () => first.Log.Any(line => line.Contains(Reason, StringComparison.Ordinal)), "the first says so as well");
    }

    [Fact]
    public async Task Consumers_OfTwoDatabasesAtOnce_OneDatabaseGetsAll()
    {
        await using var first = await LocalSystem.StartAsync(servers, apis: 1, consumers: 0);
        SkipWhereGroupsNeverEmpty(first);
        var systems = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => LocalSystem.LaunchConsumerBesideAsync(first)));

        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    var ready = await Task.WhenAll(systems.Select(system => system.ConsumerHealth[0].IsHealthyAsync("/health/ready")));
                    var refused = systems.Select(system => system.Log.Any(line => line.Contains(Reason, StringComparison.Ordinal)));
                    return ready.Zip(refused, (isReady, isRefused) => isReady || isRefused).All(isSettled => isSettled);
                },
                "each executes or says why not");

            await Task.WhenAll(Enumerable.Range(0, Names).Select(number => Eventually.IsTrueAsync(
                async () =>
                {
                    var answer = await first.Clients[0].SendAsync(
                        HttpMethod.Post, "/users", new { name = $"Name {number}" }, ("Prefer", "wait=30"), ("Idempotency-Key", $"\"{number}\""));
                    return answer.Status == HttpStatusCode.Created;
                },
                "every name is created")));
            var counts = await Task.WhenAll(systems.Select(system => system.Table.CountAsync("Name")));
            Assert.Equal([0, Names], counts.Order());
        }
        finally
        {
            await Task.WhenAll(systems.Select(system => system.DisposeAsync().AsTask()));
        }
    }

    private static void SkipWhereGroupsNeverEmpty(LocalSystem system) => Assert.SkipWhen(
        system.Kafka is EmbeddedKafka, "The embedded broker takes no offset of a group whose members are gone; it serves one database anyway.");
}
