using System.Net;
using Users.AppHost.Processes;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

[Collection<SharedSystemTests>]
public sealed class IdempotencyTests(SharedSystem shared)
{
    private const int Keys = 50;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Post_OneKeyTwiceAtOnce_BothGetTheAnswerAndOneIsAReplay(int secondInstance)
    {
        var system = shared.System;
        var prefix = $"twice {secondInstance} ";

        var pairs = await Task.WhenAll(Enumerable.Range(0, Keys).Select(number => Task.WhenAll(
            CreateAsync(system.Clients[0], prefix + number, Key(prefix, number)),
            CreateAsync(system.Clients[secondInstance], prefix + number, Key(prefix, number)))));

        Assert.All(pairs, pair =>
        {
            Assert.Equal(HttpStatusCode.Created, pair[0].Status);
            Assert.Equal(pair[0] with { Body = pair[1].Body, Replayed = pair[1].Replayed }, pair[1]);
            Assert.Equal(pair[0].Body.GetRawText(), pair[1].Body.GetRawText());
            Assert.Single(pair, answer => answer.Replayed);
        });
        Assert.Equal(Keys, await system.Table.CountAsync(prefix));
    }

    [Fact]
    public async Task RespondAsync_SameKeyAgain_IsOneCommand()
    {
        var (one, other) = (shared.System.Clients[0], shared.System.Clients[1]);
        (string, string)[] headers = [("Prefer", "respond-async"), Key("not waiting", 0)];

        var first = await CreateAsync(one, "Not Waiting", headers);
        var second = await CreateAsync(other, "Not Waiting", headers);
        await one.SendAsync(HttpMethod.Get, first.OperationLocation!, body: null, ("Prefer", "wait=30"));
        var third = await CreateAsync(one, "Not Waiting", headers);
        var changed = await CreateAsync(one, "Not Waiting Either", headers);

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.True(second.Status is HttpStatusCode.Accepted or HttpStatusCode.Created, $"{second.Status}");
        Assert.Equal(HttpStatusCode.Created, third.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.Status);
        Assert.Equal([first.OperationLocation], new[] { first, second, third, changed }.Select(answer => answer.OperationLocation).Distinct());
        Assert.Equal(1, await shared.System.Table.CountAsync("Not Waiting"));
    }

    [Theory]
    [InlineData("respond-async")]
    [InlineData("wait=20")]
    public async Task Post_KeyOfACommandThatIsNotYetExecuted_IsRefusedAndTheFirstIsExecuted(string prefer)
    {
        var system = shared.System;
        var prefix = $"first {prefer.Length} ";
        (HttpStatusCode First, HttpStatusCode Second)[] answers = [];
        system.Consumers.ToList().ForEach(consumer => consumer.Send(UnixSignal.Stop));

        try
        {
            // Different names are in different partitions, whose order is nobody's.
            answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
            {
                var first = await CreateAsync(system.Clients[0], $"{prefix}{number}", Key(prefix, number), ("Prefer", "respond-async"));
                await Eventually.IsTrueAsync(
                    async () => (await system.Clients[1].SendAsync(HttpMethod.Get, first.OperationLocation!)).Status == HttpStatusCode.OK, "the other instance knows it");
                var second = await CreateAsync(system.Clients[1], $"{prefix}{number} other", Key(prefix, number), ("Prefer", prefer));
                return (first.Status, second.Status);
            }));
        }
        finally
        {
            system.Consumers.ToList().ForEach(consumer => consumer.Send(UnixSignal.Continue));
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity), answer));
        await Eventually.IsTrueAsync(async () => await system.Table.CountAsync(prefix) == answers.Length, "the first ones are executed");
    }

    private static (string Name, string Value) Key(string prefix, int number) =>
        ("Idempotency-Key", $"key-of-{prefix}{number}".Replace(' ', '-'));

    private static Task<Answer> CreateAsync(UsersClient client, string name, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, "/users", new { name }, headers);
}
