using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class OutageTests(Servers servers)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Post_ConsumerIsStopped_504AndTheCommandIsExecutedWhenItIsBack()
    {
        await using var system = await LocalSystem.StartAsync(servers, settings: ("Requests__Timeout", "00:00:01"));
        var client = system.Clients[0];
        await system.Consumers[0].StopAsync(Grace);

        var answer = await client.CreateAsync("Late Riser");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.StartsWith("/operations/", answer.OperationLocation, StringComparison.Ordinal);
        Assert.NotNull(answer.RetryAfter);
        Assert.Equal(0, await system.Table.CountAsync("Late Riser"));

        await system.Consumers[0].StartAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(async () => await system.Table.CountAsync("Late Riser") == 1, "the command is executed");
        var again = await client.SendAsync(HttpMethod.Post, "/users", new { name = "Late Riser" }, ("Prefer", "wait=30"));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
    }

    [Fact]
    public async Task Post_BrokerIsDown_503AndNotReadyUntilItIsBack()
    {
        await using var system = await LocalSystem.StartAsync(servers);
        var client = system.Clients[0];
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Before")).Status);

        await system.Kafka.GoDownAsync();
        var answer = await client.CreateAsync("Meanwhile");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.NotNull(answer.RetryAfter);
        await Eventually.IsTrueAsync(async () => !await client.IsHealthyAsync("/health/ready"), "the API is not ready");
        await Eventually.IsTrueAsync(async () => !await system.ConsumerHealth[0].IsHealthyAsync("/health/ready"), "the consumer is not ready");
        Assert.True(await client.IsHealthyAsync("/health/live"));

        await system.Kafka.ComeBackAsync(TestContext.Current.CancellationToken);
        await system.UntilReadyAsync();

        // The group may still be finding its coordinator: then the first answer is a 504, and a later one is not.
        var attempt = 0;
        await Eventually.IsTrueAsync(
            async () => (await client.CreateAsync($"After {++attempt}")).Status == HttpStatusCode.Created, "a user is created again");
        Assert.Equal(0, await system.Table.CountAsync("Meanwhile"));
    }
}
