using System.Net;
using System.Net.Http.Json;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class CreateUserTests : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public CreateUserTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithConsumer(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("/users")]
    [InlineData("/")]
    public async Task Post_NewName_CreatesTheUser(string path)
    {
        var response = await _api.SendAsync(JsonContent.Create(new { name = "Lorenzo Ranucci" }), path: path);

        await response.ShouldBeCreatedAsync("Lorenzo Ranucci");
        Assert.False(response.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountUsersAsync());
    }

    [Theory]
    [InlineData("\u0141ukasz \U0001F600 \u5f20\u4f1f")]
    [InlineData("Robert'); DROP TABLE users;--")]
    [InlineData("<b>\"\\&")]
    [InlineData("  Ada  ")]
    public async Task Post_AnyLetters_GivesTheNameBackAsItWas(string name)
    {
        var response = await _api.PostAsync(name);

        await response.ShouldBeCreatedAsync(name);
    }

    [Fact]
    public async Task Post_LettersOfAnyLanguage_AreNotEscaped()
    {
        var response = await _api.PostAsync("Zo\u00eb \u5f20\u4f1f");

        var json = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"Zo\u00eb \u5f20\u4f1f\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zo\u00eb Ranucci")]
    [InlineData("ZO\u00cb RANUCCI")]
    [InlineData("  zo\u00eb ranucci\u3000")]
    [InlineData("Zoe\u0308 Ranucci")]
    [InlineData("\uff3ao\u00eb Ranucci")]
    public async Task Post_NameTaken_AnswersConflict(string same)
    {
        await _api.PostAsync("Zo\u00eb Ranucci");

        var response = await _api.PostAsync(same);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
        Assert.Equal(response.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
        Assert.Null(response.Headers.Location);
        Assert.Equal(1, await CountUsersAsync());
    }

    [Fact]
    public async Task Post_OneNameFiftyTimesAtOnce_CreatesOneUser()
    {
        const int Count = 50;

        var responses = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => _api.PostAsync("Ada Lovelace")));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(Count - 1, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(Count, responses.Select(response => response.ShouldNameOperation()).Distinct().Count());
        Assert.Equal(1, await CountUsersAsync());
    }

    [Fact]
    public async Task Post_LongestName_CreatesTheUser()
    {
        // Each of these characters is two code units, and four bytes.
        var name = string.Concat(Enumerable.Repeat("\U0001f98a", UserName.MaxLength));

        var response = await _api.PostAsync(name);

        await response.ShouldBeCreatedAsync(name);
    }

    private Task<long> CountUsersAsync() => _database.ScalarAsync<long>("SELECT COUNT(*) FROM users");
}
