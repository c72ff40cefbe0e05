using System.Net;
using System.Text.Json;
using Users.Contracts;
using Users.Contracts.Tests.AsyncApi;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Holds what goes over the topics against docs/asyncapi.yaml.</summary>
public sealed class WireTests(Servers servers)
{
    private static readonly AsyncApiDocument Document = AsyncApiDocument.Load();

    [Fact]
    public async Task EveryRecord_IsAsDescribed()
    {
        await using var system = await LocalSystem.StartAsync(servers);
        using var tap = new TopicTap(system.Kafka, [.. Topics.Users]);

        var known = await SendAllAsync(system.Clients[0]);
        await CommandTopic.WriteAsync(system.Kafka, "not JSON", ("MT-MessageType", "urn:message:Users.Contracts:CreateUser"));

        await AskAsync(system, Guid.NewGuid());
        await AskAsync(system, known);

        // Of the seven commands one is a conflict, which is no outcome of the operation and not published.
        var records = await tap.ReadAsync((Topics.Commands, 8), (Topics.Events, 3), (Topics.Outcomes, 3), (Topics.Replies, 9), (Topics.DeadLetters, 1), (Topics.Queries, 2));
        var kinds = records.Select(record => record.Topic == Topics.DeadLetters.Name ? "DeadLetter" : record.MessageName).ToHashSet();
        Assert.Equal(Document.KeysAt("components", "messages").Except(["Fault"]).Except(OfOthers()).Order(), kinds.Order());
        Assert.All(records.Where(record => !record.Value.StartsWith("not", StringComparison.Ordinal)), Check);
        Assert.Equal(
            new[] { nameof(UserDuplicated), nameof(UserNotFound), nameof(UserVersionConflict) },
            records.Where(record => record.Topic == Topics.Outcomes.Name).Select(record => record.MessageName).Order());
        Assert.All(records.Where(record => record.Topic == Topics.DeadLetters.Name), record =>
            Assert.Subset(record.Headers.ToHashSet(), Required(Document.HeadersOf("DeadLetter"))));
    }

    private static Task AskAsync(LocalSystem system, Guid operationId) => CommandTopic.WriteToAsync(
        system.Kafka, Topics.Queries.Name, $$"""{"operationId":"{{operationId}}"}""",
        ("MT-MessageType", "urn:message:KafkaRider:GetOperation"), ("MessageId", $"{Guid.NewGuid()}"), ("RequestId", $"{Guid.NewGuid()}"),
        ("MT-Response-Address", "kafka:users.replies?partition=0"));

    private static void Check(TappedRecord record)
    {
        var headers = Document.HeadersOf(record.MessageName);
        Assert.Subset(headers.Keys.ToHashSet(), record.Headers.ToHashSet());
        Assert.Subset(record.Headers.ToHashSet(), Required(headers));

        using var value = JsonDocument.Parse(record.Value);
        var payload = Document.PayloadOf(record.MessageName);
        var fields = value.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet();
        Assert.Subset(payload.Keys.ToHashSet(), fields);
        Assert.Subset(fields, Required(payload));
    }

    private static IEnumerable<string> OfOthers() =>
        new[] { "promotionCommands", "promotionEvents", "promotionOutcomes", "registrations", "registrationEvents", "welcomeMails" }
        .SelectMany(channel => Document.KeysAt("channels", channel, "messages"))
        .Concat(["UndoCreateUser", "UserCreationUndone", "WelcomeMailSent"])
        // Steps of registrations are answered like anybody's commands.
        .Except(new[] { "events", "outcomes" }.SelectMany(channel => Document.KeysAt("channels", channel, "messages")).Except(["UserCreationUndone"]).Append("OperationConflicted"));

    private static HashSet<string> Required(IReadOnlyDictionary<string, bool> fields) =>
        [.. fields.Where(field => field.Value).Select(field => field.Key)];

    // One command for each outcome.
    private static async Task<Guid> SendAllAsync(UsersClient client)
    {
        var ada = await client.SendAsync(HttpMethod.Post, "/users", new { name = "Ada" }, ("Idempotency-Key", "one"));
        var conflict = await client.SendAsync(HttpMethod.Post, "/users", new { name = "Eve" }, ("Idempotency-Key", "one"));
        var duplicate = await client.SendAsync(HttpMethod.Post, "/users", new { name = "ADA" });
        var updated = await client.SendAsync(HttpMethod.Patch, ada.Location!, new { name = "Ada L" }, ("If-Match", "\"1\""));
        var stale = await client.SendAsync(HttpMethod.Patch, ada.Location!, new { name = "Ada M" }, ("If-Match", "\"1\""));
        var deleted = await client.SendAsync(HttpMethod.Delete, ada.Location!, null, ("If-Match", "\"2\""));
        var none = await client.SendAsync(HttpMethod.Delete, ada.Location!, null, ("If-Match", "*"));

        Assert.Equal(
            [
                HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict, HttpStatusCode.OK,
                HttpStatusCode.PreconditionFailed, HttpStatusCode.NoContent, HttpStatusCode.Gone,
            ],
            new[] { ada, conflict, duplicate, updated, stale, deleted, none }.Select(answer => answer.Status));
        return Guid.Parse(duplicate.OperationLocation!.Split('/')[^1]);
    }
}
