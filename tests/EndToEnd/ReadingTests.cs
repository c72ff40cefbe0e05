using System.Net;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

[Collection<SharedSystemTests>]
public sealed class ReadingTests(SharedSystem shared, Servers servers)
{
    [Fact]
    public async Task Get_UsersOfAnyInstance_AreReadableOnEveryInstanceAlsoAfterARestart()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2);
        var created = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => system.Clients[number % 2].CreateAsync($"Name {number:00}")));
        Assert.All(created, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var again = await system.Clients[0].CreateAsync("NAME 39");

        // The instance that answered knows at once; the other one a moment later.
        var own = await Task.WhenAll(created.Select((answer, number) => GetAsync(system.Clients[number % 2], answer.Location!)));
        var taken = await GetAsync(system.Clients[0], "/users?name=name%2039");
        await Eventually.IsTrueAsync(async () => await CountAsync(system.Clients[1]) == 40, "the other instance knows all");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(created[39].Text("id"), taken.Body[0].GetProperty("id").GetString());
        Assert.All(created.Zip(own), pair =>
        {
            Assert.Equal((HttpStatusCode.OK, pair.First.ETag), (pair.Second.Status, pair.Second.ETag));
            Assert.Equal(pair.First.Body.GetRawText(), pair.Second.Body.GetRawText());
        });

        await system.Apis[1].KillAsync();
        await system.Apis[1].StartAsync(TestContext.Current.CancellationToken);
        var users = await GetAsync(system.Clients[1], "/users?prefix=name&limit=200");

        Assert.Equal(created.Select(answer => answer.Body.GetRawText()), users.Body.EnumerateArray().Select(user => user.GetRawText()));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(system.Clients[1], $"/users/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Get_WithTheTokenOfAnotherInstance_ShowsWhatThatOneAnswered()
    {
        var system = shared.System;

        var pairs = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            var created = await system.Clients[number % 2].CreateAsync($"Token {number:00}");
            var other = system.Clients[(number + 1) % 2];
            var user = await other.SendAsync(HttpMethod.Get, created.Location!, null, ("Consistency-Token", created.ConsistencyToken!));
            var found = await other.SendAsync(
                HttpMethod.Get, $"/users?name=token%20{number:00}", null, ("Consistency-Token", created.ConsistencyToken!));
            return (Created: created, User: user, Found: found);
        }));
        var unknown = await system.Clients[0].SendAsync(
            HttpMethod.Get, "/users", null, ("Consistency-Token", pairs[0].Created.ConsistencyToken + "A"));

        Assert.All(pairs, pair =>
        {
            Assert.Equal(HttpStatusCode.OK, pair.User.Status);
            Assert.Equal(pair.Created.Body.GetRawText(), pair.User.Body.GetRawText());
            Assert.Equal(pair.Created.Body.GetRawText(), pair.Found.Body[0].GetRawText());
        });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
    }

    [Fact]
    public async Task Get_UserIsRenamedAndDeletedOnOtherInstances_ShowsEachStepAndThePast()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2, settings: ("Reading__ConsistencyTimeout", "00:01:00"));
        var (one, other) = (system.Clients[0], system.Clients[1]);
        var created = await one.CreateAsync("Grace Murray");
        var path = created.Location!;

        var renamed = await other.SendAsync(HttpMethod.Patch, path, new { name = "Grace Hopper" }, ("If-Match", "\"1\""));
        var own = await GetAsync(other, path);
        var seen = await one.SendAsync(HttpMethod.Get, path, null, ("Consistency-Token", renamed.ConsistencyToken!));
        var stale = await other.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"1\""));
        var deleted = await one.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"2\""));
        var ownGone = await GetAsync(one, path);
        var gone = await other.SendAsync(HttpMethod.Get, path, null, ("Consistency-Token", deleted.ConsistencyToken!));
        await one.CreateAsync("Grace Hopper");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (renamed.Status, renamed.ETag));
        Assert.Equal([renamed.Body.GetRawText(), renamed.Body.GetRawText()], [own.Body.GetRawText(), seen.Body.GetRawText()]);
        Assert.Equal((HttpStatusCode.PreconditionFailed, renamed.ConsistencyToken), (stale.Status, stale.ConsistencyToken));
        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.Gone], [deleted.Status, ownGone.Status, gone.Status]);

        await system.Apis[1].KillAsync();
        await system.Apis[1].StartAsync(TestContext.Current.CancellationToken);
        var asOf = $"asOf={created.Text("createdAt")}";

        foreach (var client in system.Clients)
        {
            Assert.Equal(created.Body.GetRawText(), (await GetAsync(client, $"{path}?{asOf}")).Body.GetRawText());
            Assert.Equal(created.Body.GetRawText(), Assert.Single((await GetAsync(client, $"/users?{asOf}")).Body.EnumerateArray()).GetRawText());
            Assert.Equal(HttpStatusCode.Gone, (await GetAsync(client, path)).Status);
            Assert.Equal(
                2, (await GetAsync(client, "/reports/registrations?by=year")).Body.GetProperty("registrations")[0].GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task Get_EventsAgainAndOutOfOrder_EveryInstanceShowsTheSameAlsoAfterARestart()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2);
        var (renamed, deleted) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (first, second) = (new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 4, 13, 0, 0, TimeSpan.Zero));
        await EventTopic.WriteAsync(
            system.Kafka,
            renamed,
            new UserUpdated(renamed, "Grace Hopper", 2, first, second),
            new UserCreated(renamed, "Grace Murray", 1, first),
            new UserUpdated(renamed, "Grace Hopper", 2, first, second),
            new UserVersionConflict(renamed, 1, 2));
        await EventTopic.WriteAsync(
            system.Kafka,
            deleted,
            new UserCreated(deleted, "Ada", 1, first),
            new UserDeleted(deleted, "Ada", 2, second),
            new UserCreated(deleted, "Ada", 1, first),
            new UserNotFound(deleted));
        var last = await system.Clients[0].CreateAsync("Ada");

        foreach (var client in system.Clients)
        {
            await Eventually.IsTrueAsync(
                async () => await CountAsync(client) == 2 && (await GetAsync(client, $"/users/{deleted}")).Status == HttpStatusCode.Gone,
                "the instance knows all");
        }

        await system.Apis[1].KillAsync();
        await system.Apis[1].StartAsync(TestContext.Current.CancellationToken);

        foreach (var client in system.Clients)
        {
            var user = await GetAsync(client, $"/users/{renamed}");
            Assert.Equal(("Grace Hopper", "\"2\""), (user.Text("name"), user.ETag));
            Assert.Equal("/problems/user-deleted", (await GetAsync(client, $"/users/{deleted}")).Text("type"));
            Assert.Equal(
                [last.Text("id"), renamed.ToString()],
                (await GetAsync(client, "/users")).Body.EnumerateArray().Select(listed => listed.GetProperty("id").GetString()));

            var before = (await GetAsync(client, "/users?asOf=2026-03-04T12:30:00Z")).Body.EnumerateArray();
            Assert.Equal(["Ada", "Grace Murray"], before.Select(listed => listed.GetProperty("name").GetString()));
            Assert.Equal("Ada", (await GetAsync(client, $"/users/{deleted}?asOf=2026-03-04T12:00:00%2B00:00")).Text("name"));
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, $"/users/{renamed}?asOf=2026-03-04T12:00:00%2B01:00")).Status);

            var counts = (await GetAsync(client, "/reports/registrations?by=day")).Body.GetProperty("registrations").EnumerateArray().ToList();
            Assert.Equal("""{"period":"2026-03-04","count":2}""", counts[0].GetRawText());
            Assert.Equal(1, counts[^1].GetProperty("count").GetInt32());
        }
    }

    private static Task<Answer> GetAsync(UsersClient client, string path) => client.SendAsync(HttpMethod.Get, path);

    private static async Task<int> CountAsync(UsersClient client) => (await GetAsync(client, "/users?limit=200")).Body.GetArrayLength();
}
