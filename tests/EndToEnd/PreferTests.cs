using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class PreferTests(Servers servers)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task RespondAsync_OnOneInstance_IsFollowedOnTheOther()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2);
        await system.Consumers[0].StopAsync(Grace);

        var accepted = await SendAsync(system.Clients[0], "Ada Lovelace", ("Prefer", "respond-async"));
        var path = accepted.OperationLocation!;
        var pending = await Task.WhenAll(system.Clients.Select(client => client.SendAsync(HttpMethod.Get, path)));
        await using var events = system.Clients[1].FollowAsync(path).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        var first = events.Current;
        await system.Consumers[0].StartAsync(TestContext.Current.CancellationToken);
        var later = new List<(string Id, string Event, string? Status)>();

        while (await events.MoveNextAsync())
        {
            later.Add((events.Current.Id, events.Current.Event, events.Current.Operation.GetProperty("status").GetString()));
        }

        var operation = await system.Clients[1].SendAsync(HttpMethod.Get, path);
        var user = await system.Clients[1].SendAsync(HttpMethod.Get, operation.Body.GetProperty("links").GetProperty("user").GetString()!);

        Assert.Equal((HttpStatusCode.Accepted, path), (accepted.Status, accepted.Location));
        Assert.NotNull(accepted.RetryAfter);
        Assert.All(pending, answer => Assert.Equal((HttpStatusCode.OK, "pending"), (answer.Status, answer.Text("status"))));
        Assert.Equal(("1", "status", "pending"), (first.Id, first.Event, first.Operation.GetProperty("status").GetString()));
        Assert.Equal([("2", "status", "succeeded"), ("3", "completed", "succeeded")], later);
        Assert.Equal((HttpStatusCode.OK, "Ada Lovelace"), (user.Status, user.Text("name")));

        // Sent, and done with: no reply is awaited, late or dropped.
        Assert.Equal(1, await system.Clients[0].MeasureAsync("kafka_rider_requests_finished_total{result=\"sent\"}"));
        Assert.Equal(1, await system.Clients[0].MeasureAsync("users_api_requests_finished_total{result=\"succeeded\"}"));
        Assert.Equal(0, await system.Clients[0].MeasureAsync("kafka_rider_requests_pending"));
        Assert.Equal(0, await system.Clients[0].MeasureAsync("kafka_rider_replies_dropped_total{reason=\"late\"}"));
    }

    [Fact]
    public async Task Wait_WithAndWithoutRespondAsync_IsAsLongAsPreferred()
    {
        await using var system = await LocalSystem.StartAsync(servers);
        var inTime = await SendAsync(system.Clients[0], "In Time", ("Prefer", "respond-async, wait=30"));
        await system.Consumers[0].StopAsync(Grace);

        var late = await SendAsync(system.Clients[0], "Late", ("Prefer", "wait=1"));
        var accepted = await SendAsync(system.Clients[0], "Later", ("Prefer", "respond-async, wait=1"));
        var patient = SendAsync(system.Clients[0], "Latest", ("Prefer", "wait=30"));
        await system.Consumers[0].StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, inTime.Status);
        Assert.Equal(HttpStatusCode.GatewayTimeout, late.Status);
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal(HttpStatusCode.Created, (await patient).Status);
    }

    [Fact]
    public async Task RespondAsync_KafkaIsGone_IsNotAccepted()
    {
        await using var system = await LocalSystem.StartAsync(servers, consumers: 0);
        await system.Kafka.GoDownAsync();

        var first = await SendAsync(system.Clients[0], "Nobody", ("Prefer", "respond-async"));
        var hasty = await SendAsync(system.Clients[0], "Nobody", ("Prefer", "respond-async, wait=0"));
        var waiting = await SendAsync(system.Clients[0], "Nobody", ("Prefer", "wait=0"));
        await system.Kafka.ComeBackAsync(TestContext.Current.CancellationToken);

        Assert.All([first, hasty, waiting], answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.NotNull(answer.RetryAfter);
        });
    }

    private static Task<Answer> SendAsync(UsersClient client, string name, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, "/users", new { name }, headers);
}
