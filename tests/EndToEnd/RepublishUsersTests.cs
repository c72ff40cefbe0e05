using System.Net;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>The log of events is lost, and the database is not.</summary>
public sealed class RepublishUsersTests(Servers servers)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RepublishUsers_LogIsLost_MakesItAgainFromTheTable()
    {
        await using var system = await LocalSystem.StartAsync(servers);
        Assert.SkipWhen(system.Kafka is EmbeddedKafka, "The embedded broker deletes no topics.");
        var client = system.Clients[0];
        var ada = await client.CreateAsync("Ada");
        var bob = await client.CreateAsync("Bob");
        var cid = await client.CreateAsync("Cid");
        var bobby = await client.SendAsync(HttpMethod.Patch, bob.Location!, new { name = "Bobby" }, ("If-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.OK, bobby.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, cid.Location!, null, ("If-Match", "\"1\""))).Status);
        await Eventually.IsTrueAsync(
            async () => (await GetAsync(client, bobby)).Status == HttpStatusCode.OK
                && (await client.SendAsync(HttpMethod.Get, ada.Location!)).Status == HttpStatusCode.OK
                && (await client.SendAsync(HttpMethod.Get, cid.Location!)).Status == HttpStatusCode.Gone,
            "all is shown");
        Assert.Equal((1, 0), (await system.Table.CountAsync("Ada"), await system.Table.CountAsync("Cid")));
        var before = await ReadAllAsync(client);
        await RefuseUserAsync(system);

        await system.Apis[0].StopAsync(Grace);
        await LoseEventsAsync(system.Kafka);
        await system.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        // Nothing is made up meanwhile.
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, ada.Location!)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.CreateAsync("ada")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(client, bobby)).Status);

        Assert.Equal((0, $"3 users would be written to {Topics.Events.Name}"), await ConsumerCommand.RunAsync(system, "republish-users", "--dry-run"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, ada.Location!)).Status);
        Assert.Equal((0, $"3 users were written to {Topics.Events.Name}"), await ConsumerCommand.RunAsync(system, "republish-users"));

        await Eventually.IsTrueAsync(async () => (await GetAsync(client, bobby)).Status == HttpStatusCode.OK, "the token is known");
        await Eventually.IsTrueAsync(async () => await ReadAllAsync(client) == before, "every user is as before");
        Assert.Equal(HttpStatusCode.Gone, (await client.SendAsync(HttpMethod.Get, cid.Location!)).Status);

        // Once more, in front of a view that has it all.
        Assert.Equal(0, (await ConsumerCommand.RunAsync(system, "republish-users")).ExitCode);
        var last = await client.CreateAsync("Last");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, last)).Status);
        Assert.Equal(before + await ReadAsync(client, last.Location!), await ReadAllAsync(client));
        Assert.Equal(0, await client.MeasureAsync($"kafka_rider_follow_skipped_total{{topic=\"{Topics.Events.Name}\"}}"));
        var patched = await client.SendAsync(HttpMethod.Patch, bob.Location!, new { name = "Robert" }, ("If-Match", "\"2\""));
        Assert.Equal("\"3\"", patched.ETag);
    }

    [Fact]
    public async Task RepublishUsers_CannotWork_SaysWhyInOneLine()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 0);

        var misused = await ConsumerCommand.RunAsync(system, "republish-users", "all");
        await system.Table.DropDatabaseAsync();
        var lost = await ConsumerCommand.RunAsync(system, "republish-users", "--dry-run");

        Assert.Equal((2, "error: republish-users takes --dry-run or nothing, not all (--help tells more)"), misused);
        Assert.Equal((1, "error: there is no such database"), lost);
    }

    // It leaves a row without a name, which has no event and is to get none.
    private static async Task RefuseUserAsync(LocalSystem system)
    {
        var id = Guid.NewGuid();
        await CommandTopic.WriteToAsync(
            system.Kafka, Topics.Commands.Name, $$"""{"userId":"{{id}}"}""",
            ("MT-MessageType", "urn:message:Users.Contracts:UndoCreateUser"), ("MessageId", $"{Guid.NewGuid()}"));
        await Eventually.IsTrueAsync(async () => (await system.Table.ReadAsync(string.Empty))[string.Empty].Contains(id), "the user is refused beforehand");
    }

    private static Task<Answer> GetAsync(UsersClient client, Answer told) =>
        client.SendAsync(HttpMethod.Get, $"/users/{told.Text("id")}", null, ("Consistency-Token", told.ConsistencyToken!));

    private static async Task<string> ReadAllAsync(UsersClient client)
    {
        var users = await client.SendAsync(HttpMethod.Get, "/users");
        var texts = await Task.WhenAll(users.Body.EnumerateArray().Select(user => ReadAsync(client, $"/users/{user.GetProperty("id").GetString()}")));
        return string.Concat(texts);
    }

    private static async Task<string> ReadAsync(UsersClient client, string path)
    {
        var user = await client.SendAsync(HttpMethod.Get, path);
        return $"{user.ETag} {user.Body.GetRawText()}\n";
    }

    private static async Task LoseEventsAsync(KafkaServer kafka)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        await admin.DeleteTopicsAsync([Topics.Events.Name]);
        await Eventually.IsTrueAsync(async () =>
        {
            try
            {
                await admin.CreateTopicsAsync([new() { Name = Topics.Events.Name, NumPartitions = Topics.Events.Partitions, ReplicationFactor = -1, Configs = new() { ["retention.ms"] = "-1", ["retention.bytes"] = "-1" } }]);
                return true;
            }
            catch (CreateTopicsException)
            {
                return false;
            }
        }, "the topic is made anew");
    }
}
