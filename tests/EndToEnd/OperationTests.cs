using System.Net;
using System.Text.Json;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

[Collection<SharedSystemTests>]
public sealed class OperationTests(SharedSystem shared, Servers servers)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Get_CommandTimedOut_IsPendingThenSucceededOnEveryInstanceAlsoAfterARestart()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2, settings: ("Requests__Timeout", "00:00:01"));
        await system.Consumers[0].StopAsync(Grace);
        (string, string) key = ("Idempotency-Key", "\"a-key\"");

        var late = await system.Clients[0].SendAsync(HttpMethod.Post, "/users", new { name = "Late Riser" }, key);
        var path = late.OperationLocation!;
        var pending = await Task.WhenAll(system.Clients.Select(client => GetAsync(client, path, wait: 1)));
        var waiting = Task.WhenAll(system.Clients.Select(client => GetAsync(client, path, wait: 30)));
        await system.Consumers[0].StartAsync(TestContext.Current.CancellationToken);
        var completed = await waiting;
        var retried = await system.Clients[1].SendAsync(HttpMethod.Post, "/users", new { name = "Late Riser" }, key);

        Assert.Equal(HttpStatusCode.GatewayTimeout, late.Status);
        Assert.All(pending, answer =>
        {
            Assert.Equal((HttpStatusCode.OK, "pending"), (answer.Status, answer.Text("status")));
            Assert.NotNull(answer.RetryAfter);
        });
        Assert.Equal(HttpStatusCode.Created, retried.Status);
        Assert.All(completed, answer => ShouldHold(answer, "succeeded", retried));

        await system.Apis[1].KillAsync();
        await system.Apis[1].StartAsync(TestContext.Current.CancellationToken);
        ShouldHold(await GetAsync(system.Clients[1], path), "succeeded", retried);
    }

    [Fact]
    public async Task Get_CommandIsRefused_HasFailedOnTheOtherInstance()
    {
        var clients = shared.System.Clients;
        await clients[0].CreateAsync("Refused Twin");

        var answer = await clients[0].CreateAsync("refused twin");
        var operation = await GetAsync(clients[1], answer.OperationLocation!, wait: 30);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        ShouldHold(operation, "failed", answer);
    }

    [Fact]
    public async Task Get_CommandNobodyCanRead_HasFailed()
    {
        var system = shared.System;
        var id = Guid.NewGuid();

        await CommandTopic.WriteAsync(system.Kafka, "no json", ("CorrelationId", $"{id}"), ("MT-MessageType", "urn:message:Users.Contracts:CreateUser"));
        var operation = await GetAsync(system.Clients[0], $"/operations/{id}", wait: 30);

        Assert.Equal("failed", operation.Text("status"));
        Assert.Equal(500, operation.Body.GetProperty("result").GetProperty("status").GetInt32());
    }

    private static void ShouldHold(Answer operation, string status, Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, operation.Status);
        Assert.Equal(status, operation.Text("status"));
        var result = operation.Body.GetProperty("result");
        Assert.Equal((int)answer.Status, result.GetProperty("status").GetInt32());
        Assert.Equal(Members(answer.Body), Members(result.GetProperty("body")));
    }

    private static IEnumerable<string> Members(JsonElement body) =>
        body.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}");

    private static Task<Answer> GetAsync(UsersClient client, string path, int wait = 0) =>
        client.SendAsync(HttpMethod.Get, path, body: null, ("Prefer", $"wait={wait}"));
}
