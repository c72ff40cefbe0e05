using System.Net;
using System.Text.Json;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Tests.AsyncApi;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Promo codes, which a service of its own executes.</summary>
public sealed class PromoCodesTests(Servers servers)
{
    private const string Code = "SPRING-26";

    private static readonly AsyncApiDocument Document = AsyncApiDocument.Load();
    private static readonly object Body = new { code = Code, discount = 20, limit = 1, expiresAt = "2126-03-04T12:00:00Z" };

    [Fact]
    public async Task PromoCode_IsCreatedAndShownOnEveryInstance_AlsoWhenItsServiceComesLater()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2);
        var (one, other) = (system.Clients[0], system.Clients[1]);

        // Users do not miss it, and a command waits for it.
        Assert.Equal(HttpStatusCode.Created, (await one.CreateAsync("Ada")).Status);
        var accepted = await one.SendAsync(HttpMethod.Post, "/promo-codes", Body, ("Prefer", "respond-async"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await one.SendAsync(HttpMethod.Get, $"/promo-codes/{Code}")).Status);

        await system.StartPromotionsAsync();
        await Eventually.IsTrueAsync(
            async () => (await one.SendAsync(HttpMethod.Get, accepted.Location!, null, ("Prefer", "wait=10"))).Text("status") == "succeeded", "the promo code is created");

        var duplicated = await other.SendAsync(HttpMethod.Post, "/promo-codes", Body);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/promo-code-duplicated"), (duplicated.Status, duplicated.Text("type")));
        var created = await one.SendAsync(
            HttpMethod.Post, "/promo-codes", new { code = "summer-26", discount = 5, limit = 10, expiresAt = "2126-03-04T12:00:00Z" });
        Assert.Equal((HttpStatusCode.Created, "/promo-codes/SUMMER-26"), (created.Status, created.Location));
        var own = await one.SendAsync(HttpMethod.Get, created.Location!);
        var shown = await other.SendAsync(HttpMethod.Get, created.Location!, null, ("Consistency-Token", created.ConsistencyToken!));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (own.Status, shown.Status));
        Assert.Equal(created.Body.GetRawText(), shown.Body.GetRawText());
    }

    [Fact]
    public async Task Post_SentAgainAfterTheCodeHasExpired_GetsTheAnswerOfTheFirst()
    {
        await using var system = await LocalSystem.StartAsync(servers, settings: ("Operations__MaxCount", "1"));
        await system.StartPromotionsAsync();
        var client = system.Clients[0];
        var expiresAt = DateTimeOffset.UtcNow.AddSeconds(5);
        var body = new { code = "SHORT-26", discount = 5, limit = 10, expiresAt };
        var created = await client.SendAsync(HttpMethod.Post, "/promo-codes", body, ("Idempotency-Key", "short"));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        await Eventually.IsTrueAsync(() => Task.FromResult(DateTimeOffset.UtcNow > expiresAt), "it has expired");

        var fromMemory = await client.SendAsync(HttpMethod.Post, "/promo-codes", body, ("Idempotency-Key", "short"));
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Ada")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Grace")).Status);
        var fromTheInbox = await client.SendAsync(HttpMethod.Post, "/promo-codes", body, ("Idempotency-Key", "short"));
        var another = await client.SendAsync(HttpMethod.Post, "/promo-codes", body);

        Assert.All([fromMemory, fromTheInbox], again => Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.Replayed)));
        Assert.Equal(created.Body.GetRawText(), fromTheInbox.Body.GetRawText());
        Assert.Equal((HttpStatusCode.BadRequest, "/problems/invalid-request"), (another.Status, another.Text("type")));
    }

    [Fact]
    public async Task Restart_WithASnapshot_GoesOnWithTheCodes()
    {
        using var folder = new ScratchFolder();
        await using var system = await LocalSystem.StartAsync(servers, settings: ("PromoCodes__Snapshot__Path", Path.Combine(folder.Path, "promo-codes")));
        await system.StartPromotionsAsync();
        var created = await system.Clients[0].SendAsync(HttpMethod.Post, "/promo-codes", Body);

        // The answer can be there before the event: a snapshot has what was applied.
        await Eventually.IsTrueAsync(
            async () => (await system.Clients[0].SendAsync(HttpMethod.Get, created.Location!)).Status == HttpStatusCode.OK, "the code is shown");
        await system.Apis[0].StopAsync(TimeSpan.FromSeconds(30));
        await system.Apis[0].StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains(system.Log, line => line.Contains("Took 1 promo codes from", StringComparison.Ordinal));
        Assert.Equal(created.Body.GetRawText(), (await system.Clients[0].SendAsync(HttpMethod.Get, created.Location!)).Body.GetRawText());
    }

    [Fact]
    public async Task Redemptions_GoOverTheTopicsAsDescribed()
    {
        await using var system = await LocalSystem.StartAsync(servers);
        await system.StartPromotionsAsync();
        using var tap = new TopicTap(system.Kafka, [.. Topics.Promotions]);
        Assert.Equal(HttpStatusCode.Created, (await system.Clients[0].SendAsync(HttpMethod.Post, "/promo-codes", Body)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await system.Clients[0].SendAsync(HttpMethod.Post, "/promo-codes", Body)).Status);
        var (first, second, operation) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        await SendAsync(system, nameof(RedeemPromoCode), Code, first, operation);
        await tap.ReadAsync((Topics.PromotionEvents, 2), (Topics.PromotionOutcomes, 1));
        await SendAsync(system, nameof(RedeemPromoCode), Code, second, Guid.NewGuid());
        await SendAsync(system, nameof(RedeemPromoCode), "NONE", second, Guid.NewGuid());
        var refused = await tap.ReadAsync((Topics.PromotionOutcomes, 2));
        await SendAsync(system, nameof(ReleasePromoCode), Code, first, Guid.NewGuid());
        var released = await tap.ReadAsync((Topics.PromotionEvents, 1));
        await SendAsync(system, nameof(ReleasePromoCode), Code, Guid.Empty, Guid.NewGuid());
        await tap.ReadAsync((Topics.PromotionDeadLetters, 1));

        var outcomes = refused.Concat(released).Where(record => record.Topic != Topics.PromotionCommands.Name).ToList();
        Assert.Equal(
            [nameof(PromoCodeReleased), nameof(PromoCodeUnknown), nameof(PromoCodeUsedUp)], outcomes.Select(record => record.MessageName).Order(StringComparer.Ordinal));
        Assert.All(outcomes, Check);
        var looked = await system.Clients[0].SendAsync(HttpMethod.Get, $"/operations/{operation}");
        Assert.Equal((HttpStatusCode.OK, "succeeded"), (looked.Status, looked.Text("status")));
    }

    private static Task SendAsync(LocalSystem system, string type, string code, Guid redemptionId, Guid operationId) => CommandTopic.WriteToAsync(
        system.Kafka, Topics.PromotionCommands.Name, $$"""{"code":"{{code}}","redemptionId":"{{redemptionId}}"}""",
        ("MT-MessageType", $"urn:message:Users.Contracts.PromoCodes:{type}"), ("MessageId", $"{Guid.NewGuid()}"), ("CorrelationId", $"{operationId}"));

    private static void Check(TappedRecord record)
    {
        var headers = Document.HeadersOf(record.MessageName);
        Assert.Subset(headers.Keys.ToHashSet(), record.Headers.ToHashSet());
        using var value = JsonDocument.Parse(record.Value);
        Assert.Equal(
            Document.PayloadOf(record.MessageName).Keys.Order(StringComparer.Ordinal),
            value.RootElement.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }
}
