using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class IdempotencyTests(SharedSystem shared) : IClassFixture<SharedSystem>
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
            CreateAsync(system.Clients[0], prefix + number),
            CreateAsync(system.Clients[secondInstance], prefix + number))));

        Assert.All(pairs, pair =>
        {
            Assert.Equal(HttpStatusCode.Created, pair[0].Status);
            Assert.Equal(pair[0] with { Body = pair[1].Body, Replayed = pair[1].Replayed }, pair[1]);
            Assert.Equal(pair[0].Body.GetRawText(), pair[1].Body.GetRawText());
            Assert.Single(pair, answer => answer.Replayed);
        });
        Assert.Equal(Keys, await system.Table.CountAsync(prefix));
    }

    private static Task<Answer> CreateAsync(UsersClient client, string name) =>
        client.SendAsync(HttpMethod.Post, "/users", new { name }, ("Idempotency-Key", $"key of {name}".Replace(' ', '-')));
}
