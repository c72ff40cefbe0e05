using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class ReadingTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly string LongestName = string.Concat(Enumerable.Repeat("\U0001f98a", UserName.MaxLength));

    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public ReadingTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithConsumer(_database);
        CatchUp(_api);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Get_UserJustCreated_IsTheAnswerToTheCommand()
    {
        var created = await _api.PostAsync("Zo\u00eb \u5f20");

        var response = await GetAsync(created.Headers.Location!.OriginalString);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(await created.Content.ReadAsStringAsync(Cancellation), await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(created.Content.Headers.ContentType, response.Content.Headers.ContentType);
        Assert.Equal(created.Headers.ETag, response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    public async Task Get_IfNoneMatch_AnswersNotModifiedIfTheVersionIsKnown(string known, HttpStatusCode status)
    {
        var created = await _api.PostAsync("Ada");

        var response = await GetAsync(created.Headers.Location!.OriginalString, known);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.Equal(status == HttpStatusCode.NotModified, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length == 0);
    }

    [Theory]
    [InlineData("/users/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("/users/42")]
    public async Task Get_NoSuchUser_IsNotFound(string path) =>
        await (await GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");

    [Theory]
    [InlineData("/users/8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b11")]
    [InlineData("/users")]
    public async Task Get_ViewHasNotCaughtUp_SaysSoRatherThanThatThereIsNothing(string path)
    {
        await using var api = ApiServer.Start();

        var response = await api.Client.GetAsync(path, Cancellation);

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task List_NoQuery_IsEveryUserInOrder()
    {
        await CreateAsync("Charles", "ada", "Bob");

        var response = await GetAsync("/users");

        Assert.Equal(["ada", "Bob", "Charles"], await NamesAsync(response));
        Assert.False(response.Headers.Contains("Link"));
    }

    [Theory]
    [InlineData("name=%20ADA%20b", "Ada B")]
    [InlineData("name=ad")]
    [InlineData("prefix=ad", "Ada B", "adam")]
    [InlineData("prefix=ada%20", "Ada B")]
    [InlineData("prefix=x")]
    [InlineData("limit=1&prefix=c", "c")]
    public async Task List_ByNameOrPrefix_IsThoseUsers(string query, params string[] expected)
    {
        await CreateAsync("c", "adam", "Ada B");

        Assert.Equal(expected, await NamesAsync(await GetAsync($"/users?{query}")));
    }

    [Fact]
    public async Task List_MoreThanThePage_LinksToTheNextUntilTheLast()
    {
        await CreateAsync("a3", "b", "a1", "A2", "a&5", LongestName, "a \u5f20");
        var pages = new List<string[]>();

        for (var path = "/users?prefix=a&limit=2"; path is not null;)
        {
            var response = await GetAsync(path);
            pages.Add(await NamesAsync(response));
            path = response.Headers.TryGetValues("Link", out var links) ? NextOf(Assert.Single(links)) : null;
            await CreateAsync($"a !{pages.Count}");
        }

        Assert.Equal([["a \u5f20", "a&5"], ["a1", "A2"], ["a3"]], pages);
    }

    [Fact]
    public async Task List_PageEndsWithTheLongestName_TheNextPageIsThere()
    {
        await CreateAsync("a", LongestName, LongestName[2..] + "\U0001f98b");

        var first = await GetAsync("/users?limit=2");
        var second = await GetAsync(NextOf(Assert.Single(first.Headers.GetValues("Link"))));

        Assert.Equal("a", (await NamesAsync(first))[0]);
        Assert.Single(await NamesAsync(second));
    }

    [Fact]
    public async Task GetAll_LongestNameOutsideTheBasicPlane_IsFound()
    {
        await CreateAsync(LongestName, LongestName[2..] + "\U0001f98b");

        Assert.Equal([LongestName], await NamesAsync(await GetAsync($"/users?name={Uri.EscapeDataString(LongestName)}")));

        // As long as it may be, with all that the link to the next page repeats.
        var first = await GetAsync($"/users?limit=1&asOf=2126-03-04T12:00:00.0000000%2B00:00&prefix={Uri.EscapeDataString(LongestName[..424])}");
        var second = await GetAsync(NextOf(Assert.Single(first.Headers.GetValues("Link"))));
        Assert.Equal(LongestName, Assert.Single((await NamesAsync(first)).Concat(await NamesAsync(second)), name => name == LongestName));
        await (await GetAsync($"/users?name={Uri.EscapeDataString(LongestName + "x")}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await (await GetAsync($"/users?prefix={Uri.EscapeDataString(LongestName)}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("name=", "name")]
    [InlineData("prefix=%20", "prefix")]
    [InlineData("name=a&prefix=b", "prefix")]
    [InlineData("name=a&name=b", "name")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=!", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAA", "cursor")]
    [InlineData("prefix=b&cursor=AAAAAAAAAAAAAAAAAAAAAGE", "cursor")]
    public async Task List_InvalidQuery_AnswersWhatIsWrong(string query, string parameter)
    {
        var problem = await (await GetAsync($"/users?{query}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task List_LargestLimit_IsTwoHundred()
    {
        await Task.WhenAll(Enumerable.Range(0, 201).Select(number => _api.PostAsync($"name {number}")));

        Assert.Equal(200, (await NamesAsync(await GetAsync("/users?limit=200"))).Length);
        Assert.Equal(50, (await NamesAsync(await GetAsync("/users"))).Length);
    }

    [Fact]
    public async Task Post_NameTakenByAUserThatTheViewDoesNotKnowYet_WaitsForIt()
    {
        await using var other = ApiServer.StartWithConsumer(_database);
        CatchUp(other);
        var created = await other.PostAsync("Ada");
        var view = _api.Services.GetRequiredService<UserView>();

        var answering = _api.PostAsync("ADA");
        await Eventually.IsTrueAsync(() => view.WaiterCount == 1 || answering.IsCompleted, "it waits");
        Apply(_api, new UserCreated(IdOf(created), "Ada", 1, Noon));
        await (await answering).ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");

        Assert.Equal(["Ada"], await NamesAsync(await GetAsync("/users?name=ada")));
    }

    [Fact]
    public async Task Get_UserUpdated_HasTheNewNameAndTag()
    {
        var created = await _api.PostAsync("Ada");

        Apply(_api, new UserUpdated(IdOf(created), "Grace", 2, Noon, Noon.AddHours(1)));
        var response = await GetAsync(created.Headers.Location!.OriginalString, "\"1\"");

        Assert.Equal("\"2\"", response.Headers.ETag?.Tag);
        var user = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(("Grace", 2), (user.GetProperty("name").GetString(), user.GetProperty("version").GetInt32()));
        Assert.Equal(Noon, user.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Empty(await NamesAsync(await GetAsync("/users?name=ada")));
    }

    [Fact]
    public async Task Get_UserDeleted_IsGone()
    {
        var created = await _api.PostAsync("Ada");

        Apply(_api, new UserDeleted(IdOf(created), "Ada", 2, Noon));
        var response = await GetAsync(created.Headers.Location!.OriginalString, "*");

        await response.ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.Empty(await NamesAsync(await GetAsync("/users")));
    }

    private static void Apply(ApiServer api, object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        api.Services.GetRequiredService<UserView>().Apply(user);
    }

    private static Guid IdOf(HttpResponseMessage created) => Guid.Parse(created.Headers.Location!.OriginalString["/users/".Length..]);

    private static void CatchUp(ApiServer api) => api.Users.CaughtUp();

    private static string NextOf(string link)
    {
        Assert.StartsWith("</users?", link, StringComparison.Ordinal);
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }

    private static async Task<string[]> NamesAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return [.. JsonElement.Parse(text).EnumerateArray().Select(user => user.GetProperty("name").GetString()!)];
    }

    private async Task CreateAsync(params string[] names)
    {
        foreach (var name in names)
        {
            Assert.Equal(HttpStatusCode.Created, (await _api.PostAsync(name)).StatusCode);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await _api.Client.SendAsync(request, Cancellation);
    }
}
