using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class LookingBackEndpointTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");

    private readonly ApiServer _api = ApiServer.Start();

    public LookingBackEndpointTests()
    {
        Apply(new UserCreated(Id, "Grace Murray", 1, Noon));
        Apply(new UserUpdated(Id, "Grace Hopper", 2, Noon, Noon.AddHours(1)));
        Apply(new UserDeleted(Id, "Grace Hopper", 3, Noon.AddHours(2)));
        _api.Users.CaughtUp();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("2026-03-04T12:00:00Z", "Grace Murray", "\"1\"")]
    [InlineData("2026-03-04T13:59:59.9999999+01:00", "Grace Murray", "\"1\"")]
    [InlineData("2026-03-04T14:30:00%2B01:00", "Grace Hopper", "\"2\"")]
    public async Task Get_AsOf_IsTheUserOfThatTime(string asOf, string name, string tag)
    {
        var response = await GetAsync($"/users/{Id}?asOf={asOf}");

        var user = await ReadAsync(response);
        Assert.Equal((name, tag), (user.GetProperty("name").GetString(), response.Headers.ETag?.Tag));
        Assert.Equal(Noon, user.GetProperty("createdAt").GetDateTimeOffset());
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Get_AsOfBeforeCreatedOrAfterDeleted_IsNotFoundOrGone()
    {
        await (await GetAsync($"/users/{Id}?asOf=2026-03-04T11:59:59Z")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");
        await (await GetAsync($"/users/{Id}?asOf=2026-03-04T14:00:00Z")).ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
        await (await GetAsync($"/users/{Id}?asOf=9999-01-01T00:00:00Z")).ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
    }

    [Theory]
    [InlineData("asOf=2026-03-04T11:59:59Z")]
    [InlineData("asOf=2026-03-04T12:00:00Z", "Grace Murray")]
    [InlineData("asOf=2026-03-04T13:00:00Z", "Grace Hopper")]
    [InlineData("asOf=2026-03-04T12:00:00Z&name=grace%20murray", "Grace Murray")]
    [InlineData("asOf=2026-03-04T12:00:00Z&prefix=grace%20h")]
    [InlineData("asOf=2026-03-04T14:00:00Z")]
    [InlineData("")]
    public async Task List_AsOf_IsThoseUsersOfThatTime(string query, params string[] expected) =>
        Assert.Equal(expected, await NamesAsync(await GetAsync($"/users?{query}")));

    [Fact]
    public async Task List_AsOfInPages_TheLinksKeepTheTime()
    {
        foreach (var name in new[] { "Ada", "Charles", "Zo\u00eb" })
        {
            var id = Guid.NewGuid();
            Apply(new UserCreated(id, name, 1, Noon));
            Apply(new UserUpdated(id, $"Now {name}", 2, Noon, Noon.AddHours(1)));
        }

        var names = new List<string>();

        for (var path = "/users?limit=1&asOf=2026-03-04T13:30:00%2B01:00"; path is not null;)
        {
            var response = await GetAsync(path);
            names.AddRange(await NamesAsync(response));
            path = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..links.Single().IndexOf('>', StringComparison.Ordinal)] : null;
        }

        Assert.Equal(["Ada", "Charles", "Grace Murray", "Zo\u00eb"], names);
    }

    [Theory]
    [InlineData("/users?asOf=2026-03-04", "asOf")]
    [InlineData("/users?asOf=2026-03-04T12:00:00", "asOf")]
    [InlineData("/users?asOf=2026-03-04T12:00:00Z&asOf=2026-03-04T12:00:00Z", "asOf")]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef?asOf=", "asOf")]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef?asOf=yesterday", "asOf")]
    [InlineData("/reports/registrations?by=week", "by")]
    [InlineData("/reports/registrations?by=", "by")]
    [InlineData("/reports/registrations?by=day&by=day", "by")]
    public async Task Get_InvalidQuery_AnswersWhatIsWrong(string path, string parameter)
    {
        var problem = await (await GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef?asOf=2026-03-04T13:30:00Z")]
    [InlineData("/users?asOf=2026-03-04T13:30:00Z")]
    [InlineData("/reports/registrations")]
    public async Task Get_ViewHasNotCaughtUp_SaysSo(string path)
    {
        await using var api = ApiServer.Start();
        Apply(new UserUpdated(Id, "Grace Hopper", 2, Noon, Noon.AddHours(1)), api);

        await (await api.Client.GetAsync(path, Cancellation)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
    }

    [Theory]
    [InlineData("", """{"by":"month","registrations":[{"period":"2026-03","count":1},{"period":"2026-04","count":0},{"period":"2026-05","count":2}]}""")]
    [InlineData("?by=month", """{"by":"month","registrations":[{"period":"2026-03","count":1},{"period":"2026-04","count":0},{"period":"2026-05","count":2}]}""")]
    [InlineData("?by=year", """{"by":"year","registrations":[{"period":"2026","count":3}]}""")]
    public async Task Report_ByPeriod_CountsRegistrations(string query, string expected)
    {
        Apply(new UserCreated(Guid.NewGuid(), "Ada", 1, Noon.AddMonths(2)));
        Apply(new UserCreated(Guid.NewGuid(), "Charles", 1, Noon.AddMonths(2)));

        var response = await GetAsync($"/reports/registrations{query}");

        Assert.Equal(expected, (await ReadAsync(response)).GetRawText());
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task List_AsOfWithMoreToPassOverThanOneRequestMay_GoesOnWithTheNextPage()
    {
        await using var api = ApiServer.Start(settings: new() { ["Reading:MaxScan"] = "1000" });
        api.Users.CaughtUp();
        foreach (var number in Enumerable.Range(0, 2500))
        {
            Apply(new UserCreated(Guid.NewGuid(), $"{number:0000}", 1, Noon), api);
        }

        Apply(new UserCreated(Id, "2200 and first of all", 1, Noon.AddDays(-1)), api);
        var pages = new List<string[]>();

        for (string? next = "/users?asOf=2026-03-04T00:00:00Z"; next is not null;)
        {
            var response = await api.Client.GetAsync(next, Cancellation);
            pages.Add(await NamesAsync(response));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(["2200 and first of all"], pages.SelectMany(page => page));
        Assert.Equal(3, pages.Count);
    }

    [Theory]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef")]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef?asOf=2026-03-04T12:00:00Z")]
    [InlineData("/users/99999999-89ab-7def-8123-456789abcdef")]
    [InlineData("/users")]
    [InlineData("/users?asOf=2026-03-04T12:00:00Z")]
    [InlineData("/reports/registrations")]
    public async Task Get_ViewIsTooFarBehind_SaysSoUntilItIsNearAgain(string path)
    {
        var before = (await GetAsync(path)).StatusCode;
        _api.Users.Measured(10_001);
        var behind = await GetAsync(path);
        _api.Users.Measured(10_000);

        await behind.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.Equal(TimeSpan.FromSeconds(1), behind.Headers.RetryAfter!.Delta);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, before);
        Assert.Equal(before, (await GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("Authentication:SigningKey", "0123456789abcdef0123456789abcdef")]
    [InlineData("Reading:EraseDeleted", "true")]
    public void EraseDeleted_WhereCallersAreToldApartOrItIsAskedFor_IsOn(string key, string value)
    {
        var settings = new ConfigurationManager { [key] = value };
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddConfiguration(settings);
        builder.AddUsersView();
        using var services = builder.Services.BuildServiceProvider();

        Assert.True(services.GetRequiredService<IOptions<ReadingOptions>>().Value.EraseDeleted);
        Assert.False(_api.Services.GetRequiredService<IOptions<ReadingOptions>>().Value.EraseDeleted);
    }

    [Fact]
    public async Task Get_UserOfASnapshotBeforeCatchUp_IsNotShown()
    {
        await using var api = ApiServer.Start();
        Apply(new UserCreated(Id, "Grace Murray", 1, Noon), api);

        var response = await api.Client.GetAsync($"/users/{Id}", Cancellation);

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
    }

    [Fact]
    public async Task Report_NothingHasHappened_IsEmpty()
    {
        await using var api = ApiServer.Start();
        api.Users.CaughtUp();

        Assert.Equal("""{"by":"day","registrations":[]}""", await api.Client.GetStringAsync("/reports/registrations?by=day", Cancellation));
    }

    private static async Task<string[]> NamesAsync(HttpResponseMessage response) =>
        [.. (await ReadAsync(response)).EnumerateArray().Select(user => user.GetProperty("name").GetString()!)];

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private void Apply(object outcome, ApiServer? api = null)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        (api ?? _api).Services.GetRequiredService<UserView>().Apply(user);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _api.Client.GetAsync(path, Cancellation);
}
