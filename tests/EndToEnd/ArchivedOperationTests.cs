using System.Net;
using System.Text.Json;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Operations that the API has forgotten, of every service that executes commands.</summary>
public sealed class ArchivedOperationTests(Servers servers)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Get_MoreThanAreKeptInMemory_ComesFromWhoeverHasExecutedIt()
    {
        await using var system = await RegistrationsSystem.StartAsync(servers, apis: 1, hosts: 1, ("Operations__MaxCount", "1"), ("Requests__Timeout", "00:01:00"));
        var client = system.Users.Clients[0];
        (string Status, Answer Answer)[] done =
        [
            ("succeeded", await client.CreateAsync("Ada")),
            ("failed", await client.CreateAsync("ada")),
            ("succeeded", await PostAsync(client, "/promo-codes", new { code = "SPRING-26", discount = 20, limit = 9, expiresAt = "2126-03-04T12:00:00Z" })),
            ("failed", await PostAsync(client, "/promo-codes", new { code = "spring-26", discount = 5, limit = 1, expiresAt = "2126-03-04T12:00:00Z" })),
            ("succeeded", await PostAsync(client, "/registrations", new { name = "Grace", promoCode = "SPRING-26" })),
            ("failed", await PostAsync(client, "/registrations", new { name = "Edsger", promoCode = "AUTUMN-26" })),
        ];
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Barbara")).Status);
        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity],
            done.Select(one => one.Answer.Status));

        foreach (var (status, answer) in done)
        {
            ShouldHold(await GetAsync(client, answer.OperationLocation!), status, answer);
        }

        ShouldHaveSteps(await GetAsync(client, done[4].Answer.OperationLocation!), "done", "done", "done");
        var events = await client.FollowAsync(done[0].Answer.OperationLocation!).Select(next => next.Event).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("completed", events[^1]);

        // A start without a snapshot reads no more than are kept.
        await system.Users.Apis[0].KillAsync();
        await system.Users.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        foreach (var (status, answer) in done)
        {
            ShouldHold(await GetAsync(client, answer.OperationLocation!, wait: 30), status, answer);
        }

        ShouldHaveSteps(await GetAsync(client, done[5].Answer.OperationLocation!), "undone", "refused", "pending");
    }

    [Fact]
    public async Task Get_ServiceThatMayKeepItIsAway_IsNotToldThatThereIsNone()
    {
        await using var system = await RegistrationsSystem.StartAsync(servers, apis: 1, hosts: 1, ("Operations__MaxCount", "1"));
        var client = system.Users.Clients[0];
        var created = await client.CreateAsync("Ada");
        var rejected = await client.CreateAsync("ada");

        // A record that comes after the answer would bring the operation back.
        await Eventually.IsTrueAsync(
            async () => await client.MeasureAsync($"kafka_rider_follow_records_total{{topic=\"{Topics.Outcomes.Name}\"}}") > 0, "the outcome is followed");
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Grace")).Status);

        foreach (var service in new[] { system.PromotionHosts[0], system.RegistrationHosts[0], system.Users.Consumers[0] })
        {
            await service.StopAsync(Grace);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(client, $"/operations/{Guid.NewGuid()}")).Status);

            // The others are asked all the same.
            if (service == system.PromotionHosts[0])
            {
                ShouldHold(await GetAsync(client, created.OperationLocation!), "succeeded", created);
            }
            else if (service == system.Users.Consumers[0])
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(client, rejected.OperationLocation!)).Status);
            }

            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        var none = await GetAsync(client, $"/operations/{Guid.NewGuid()}");
        Assert.Equal((HttpStatusCode.NotFound, "/problems/operation-not-found"), (none.Status, none.Text("type")));
    }

    private static void ShouldHold(Answer operation, string status, Answer answer)
    {
        Assert.Equal((HttpStatusCode.OK, status), (operation.Status, operation.Text("status")));
        var result = operation.Body.GetProperty("result");
        Assert.Equal((int)answer.Status, result.GetProperty("status").GetInt32());
        Assert.Equal(Members(answer.Body), Members(result.GetProperty("body")));
    }

    private static void ShouldHaveSteps(Answer operation, params string[] statuses) =>
        Assert.Equal(statuses, operation.Body.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()));

    private static IEnumerable<string> Members(JsonElement body) =>
        body.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}");

    private static Task<Answer> PostAsync(UsersClient client, string path, object body) => client.SendAsync(HttpMethod.Post, path, body);

    private static Task<Answer> GetAsync(UsersClient client, string path, int wait = 0) =>
        client.SendAsync(HttpMethod.Get, path, body: null, ("Prefer", $"wait={wait}"));
}
