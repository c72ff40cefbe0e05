using System.Net;
using System.Text.Json;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

[Collection<SharedSystemTests>]
public sealed class UpdateAndDeleteTests(SharedSystem shared)
{
    private readonly UsersClient _one = shared.System.Clients[0];
    private readonly UsersClient _other = shared.System.Clients[1];

    [Fact]
    public async Task Patch_ThenDelete_AsTheVersionsAllow()
    {
        var created = await _one.CreateAsync("Grace Hopper");
        var path = created.Location!;

        var renamed = await PatchAsync(_other, path, "Amazing Grace", created.ETag!);
        var outdated = await PatchAsync(_one, path, "Grace", created.ETag!);
        var weak = await PatchAsync(_one, path, "Grace", $"W/{renamed.ETag}");
        var namesake = await _one.CreateAsync("Grace Hopper");
        var taken = await PatchAsync(_one, path, " grace hopper ", "*");
        var kept = await DeleteAsync(_one, path, created.ETag!);
        var deleted = await DeleteAsync(_other, path, renamed.ETag!);
        var again = await DeleteAsync(_one, path, "*");
        var reused = await _other.CreateAsync("amazing grace");

        Assert.Equal((HttpStatusCode.OK, "\"2\"", "Amazing Grace"), (renamed.Status, renamed.ETag, renamed.Text("name")));
        Assert.Equal(created.Text("id"), renamed.Text("id"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (outdated.Status, outdated.ETag));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (weak.Status, weak.ETag));
        Assert.Equal(HttpStatusCode.Created, namesake.Status);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/user-duplicated"), (taken.Status, taken.Text("type")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, kept.Status);
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal((HttpStatusCode.Gone, "/problems/user-deleted"), (again.Status, again.Text("type")));
        Assert.Equal(HttpStatusCode.Created, reused.Status);
    }

    [Fact]
    public async Task Patch_ManyAtOnceFromBothInstances_EachMakesOneVersion()
    {
        const int Count = 30;
        var created = await _one.CreateAsync("Many Names");

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(
            number => PatchAsync(number % 2 == 0 ? _one : _other, created.Location!, $"Many Names {number}", "*")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(
            Enumerable.Range(2, Count), answers.Select(answer => answer.Body.GetProperty("version").GetInt32()).Order());
    }

    [Fact]
    public async Task Patch_OneVersionFromManyAtOnce_OneWins()
    {
        var created = await _one.CreateAsync("Contested");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => PatchAsync(number % 2 == 0 ? _one : _other, created.Location!, $"Contested {number}", created.ETag!)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (answer.Status, answer.ETag)));
    }

    [Fact]
    public async Task PatchAndDelete_SameKey_AreOneCommand()
    {
        var path = (await _one.CreateAsync("Same Key")).Location!;
        var otherPath = (await _one.CreateAsync("Other Path")).Location!;
        (string, string) key = ("Idempotency-Key", $"{Guid.NewGuid()}"), any = ("If-Match", "*");

        var first = await _one.SendAsync(HttpMethod.Patch, path, new { name = "Same Key 2" }, key, any);
        var same = await _other.SendAsync(HttpMethod.Patch, path, new { name = "Same Key 2" }, key, any);
        Answer[] reused =
        [
            await _other.SendAsync(HttpMethod.Patch, path, new { name = "Same Key 3" }, key, any),
            await _one.SendAsync(HttpMethod.Patch, path, new { name = "Same Key 2" }, key, ("If-Match", "\"1\"")),
            await _one.SendAsync(HttpMethod.Patch, otherPath, new { name = "Same Key 2" }, key, any),
            await _one.SendAsync(HttpMethod.Delete, path, body: null, key, any),
            await _one.SendAsync(HttpMethod.Post, "/users", new { name = "Same Key 2" }, key),
        ];

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (first.Status, first.ETag));
        Assert.Equal((HttpStatusCode.OK, "\"2\"", first.Body.GetRawText()), (same.Status, same.ETag, same.Body.GetRawText()));
        Assert.All(reused, answer =>
            Assert.Equal((HttpStatusCode.UnprocessableEntity, first.OperationLocation), (answer.Status, answer.OperationLocation)));
    }

    [Fact]
    public async Task RespondAsync_EveryOutcome_IsTheOperationsOnTheOtherInstance()
    {
        var path = (await _one.CreateAsync("Katherine Johnson")).Location!;

        var renamed = await FollowAsync(await SendAsync(HttpMethod.Patch, path, new { name = "Katherine J." }, "*"));
        var outdated = await FollowAsync(await SendAsync(HttpMethod.Patch, path, new { name = "Katherine" }, "\"1\""));
        var deleted = await FollowAsync(await SendAsync(HttpMethod.Delete, path, body: null, "*"));
        var again = await FollowAsync(await SendAsync(HttpMethod.Delete, path, body: null, "*"));

        ShouldBe(renamed, "succeeded", 200);
        Assert.Equal("\"2\"", renamed.GetProperty("result").GetProperty("headers").GetProperty("ETag").GetString());
        Assert.Equal(path, renamed.GetProperty("links").GetProperty("user").GetString());
        ShouldBe(outdated, "failed", 412);
        ShouldBe(deleted, "succeeded", 204);
        ShouldBe(again, "failed", 410);
    }

    private static void ShouldBe(JsonElement operation, string status, int result) => Assert.Equal(
        (status, result), (operation.GetProperty("status").GetString(), operation.GetProperty("result").GetProperty("status").GetInt32()));

    private static Task<Answer> PatchAsync(UsersClient client, string path, string name, string ifMatch) =>
        client.SendAsync(HttpMethod.Patch, path, new { name }, ("If-Match", ifMatch));

    private static Task<Answer> DeleteAsync(UsersClient client, string path, string ifMatch) =>
        client.SendAsync(HttpMethod.Delete, path, body: null, ("If-Match", ifMatch));

    private Task<Answer> SendAsync(HttpMethod method, string path, object? body, string ifMatch) =>
        _one.SendAsync(method, path, body, ("If-Match", ifMatch), ("Prefer", "respond-async"));

    private async Task<JsonElement> FollowAsync(Answer accepted)
    {
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        var last = await _other.FollowAsync(accepted.OperationLocation!).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal("completed", last.Event);
        return last.Operation;
    }
}
