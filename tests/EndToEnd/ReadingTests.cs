using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class ReadingTests
{
    [Fact]
    public async Task Get_UsersOfAnyInstance_AreReadableOnEveryInstanceAlsoAfterARestart()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2);
        var created = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => system.Clients[number % 2].CreateAsync($"Name {number:00}")));
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

    private static Task<Answer> GetAsync(UsersClient client, string path) => client.SendAsync(HttpMethod.Get, path);

    private static async Task<int> CountAsync(UsersClient client) => (await GetAsync(client, "/users?limit=200")).Body.GetArrayLength();
}
