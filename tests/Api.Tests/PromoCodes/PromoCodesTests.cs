using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Users.Api.PromoCodes;
using Users.Api.Tests.Fixtures;
using Users.Contracts.PromoCodes;

namespace Users.Api.Tests.PromoCodes;

/// <summary>The API with the promotions consumer and its database behind it.</summary>
public sealed class PromoCodesTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Later = new(2126, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public PromoCodesTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithPromotions(_database);
        _api.CatchUp();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Post_NewCode_CreatesIt_AndItIsShownAtOnce()
    {
        var created = await PostAsync(Valid("spring-26"));
        var shown = await GetAsync(created.Headers.Location!.OriginalString);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/promo-codes/SPRING-26", created.Headers.Location.OriginalString);
        Assert.True(created.Headers.Contains("Operation-Location"));
        var body = await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(
            ("SPRING-26", 20, 100, Later),
            (body.GetProperty("code").GetString(), body.GetProperty("discount").GetInt32(), body.GetProperty("limit").GetInt32(), body.GetProperty("expiresAt").GetDateTimeOffset()));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(await created.Content.ReadAsStringAsync(Cancellation), await shown.Content.ReadAsStringAsync(Cancellation));
        Assert.True(shown.Headers.CacheControl!.NoCache);
        Assert.Equal(("\"1\"", "\"1\""), (created.Headers.ETag!.Tag, shown.Headers.ETag!.Tag));
    }

    [Theory]
    [InlineData("GET", "\"1\"", HttpStatusCode.NotModified)]
    [InlineData("HEAD", "\"1\"", HttpStatusCode.NotModified)]
    [InlineData("GET", "\"7\", W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("GET", "*", HttpStatusCode.NotModified)]
    [InlineData("GET", "\"2\"", HttpStatusCode.OK)]
    [InlineData("HEAD", "\"2\"", HttpStatusCode.OK)]
    public async Task Get_WhatIsKnown_IsNotSentAgain(string method, string known, HttpStatusCode status)
    {
        await PostAsync(Valid("SPRING-26"));

        var response = await _api.SendAsync(new(method), "/promo-codes/SPRING-26", headers: ("If-None-Match", known));

        Assert.Equal((status, "\"1\""), (response.StatusCode, response.Headers.ETag!.Tag));
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true, NoTransform: true });
        Assert.Equal(status == HttpStatusCode.OK && method == "GET", (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length > 0);
    }

    [Fact]
    public async Task Get_NoSuchCode_IsNotFound_WhateverIsKnown() =>
        await (await GetAsync("/promo-codes/SPRING-26", ("If-None-Match", "*"))).ShouldBeProblemAsync(HttpStatusCode.NotFound, "promo-code-not-found");

    [Fact]
    public async Task Post_CodeThatThereIs_IsAConflict()
    {
        await PostAsync(Valid("SPRING-26"));

        var response = await PostAsync(Valid("Spring-26"));

        await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "promo-code-duplicated");
    }

    [Fact]
    public async Task Post_SameKey_GetsTheOriginalAnswer_AndAnotherCommandIsRefused()
    {
        var first = await PostAsync(Valid("SPRING-26"), ("Idempotency-Key", "\"one\""));
        var again = await PostAsync(Valid("SPRING-26"), ("Idempotency-Key", "\"one\""));
        var other = await PostAsync(Valid("SUMMER-26"), ("Idempotency-Key", "\"one\""));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await again.Content.ReadAsStringAsync(Cancellation));
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("{}", "code", "discount", "expiresAt", "limit")]
    [InlineData("""{"code":7,"discount":"20","limit":null,"expiresAt":2126}""", "code", "discount", "expiresAt", "limit")]
    [InlineData("""{"code":"A_B","discount":20,"limit":100,"expiresAt":"2126-03-04T12:00:00Z"}""", "code")]
    [InlineData("""{"code":"SPRING-26","discount":0,"limit":100,"expiresAt":"2126-03-04T12:00:00Z"}""", "discount")]
    [InlineData("""{"code":"SPRING-26","discount":4294967297,"limit":100,"expiresAt":"2126-03-04T12:00:00Z"}""", "discount")]
    [InlineData("""{"code":"SPRING-26","discount":20.5,"limit":1000001,"expiresAt":"2126-03-04T12:00:00Z"}""", "discount", "limit")]
    [InlineData("""{"code":"SPRING-26","discount":20,"limit":100,"expiresAt":"2026-01-01T12:00:00Z"}""", "expiresAt")]
    [InlineData("""{"code":"SPRING-26","discount":20,"limit":100,"expiresAt":"2126-03-04T12:00:00"}""", "expiresAt")]
    public async Task Post_WhatBreaksTheRules_IsRefusedByField(string json, params string[] fields)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        var response = await _api.SendAsync(HttpMethod.Post, "/promo-codes", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SPRING-26")]
    [InlineData("A_B")]
    [InlineData("%20")]
    public async Task Get_NoSuchCode_IsNotFound(string code) =>
        await (await GetAsync($"/promo-codes/{code}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "promo-code-not-found");

    [Fact]
    public async Task Get_CodeInAnyCase_ShowsIt()
    {
        await PostAsync(Valid("SPRING-26"));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/promo-codes/sPRING-26")).StatusCode);
    }

    [Fact]
    public async Task Get_ViewTooFarBehind_SaysSo()
    {
        await PostAsync(Valid("SPRING-26"));
        _api.PromoCodes.Measured(1_000_000);

        var response = await GetAsync("/promo-codes/SPRING-26");

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/users")).StatusCode);
    }

    [Fact]
    public async Task Document_SaysWhatIsAccepted()
    {
        using var document = JsonDocument.Parse(await _api.Client.GetStringAsync("/openapi/v1.json", Cancellation));

        var schema = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("CreatePromoCodeBody");
        var properties = schema.GetProperty("properties");
        Assert.Equal(
            ["code", "discount", "expiresAt", "limit"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal((3, 32), (properties.GetProperty("code").GetProperty("minLength").GetInt32(), properties.GetProperty("code").GetProperty("maxLength").GetInt32()));
        Assert.Equal(
            ("integer", 1, 100),
            (properties.GetProperty("discount").GetProperty("type").GetString(), properties.GetProperty("discount").GetProperty("minimum").GetInt32(), properties.GetProperty("discount").GetProperty("maximum").GetInt32()));
        Assert.Equal(1_000_000, properties.GetProperty("limit").GetProperty("maximum").GetInt32());
        Assert.Matches(properties.GetProperty("expiresAt").GetProperty("pattern").GetString()!, "2126-03-04T12:00:00.5+02:00");
    }

    // Another instance has told of it, and its event is under way.
    [Fact]
    public async Task Get_WithTheTokenOfAnAnswer_WaitsForTheView()
    {
        var token = Assert.Single((await PostAsync(Valid("SPRING-26"))).Headers.GetValues("Consistency-Token"));
        _api.PromoCodes.MadeAnew();
        _api.PromoCodes.CaughtUp();
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/promo-codes/SPRING-26")).StatusCode);

        var waiting = GetAsync("/promo-codes/SPRING-26", ("Consistency-Token", token));
        await Eventually.IsTrueAsync(() => View.WaiterCount == 1, "the request waits");
        View.TryApply(new PromoCodeCreated("SPRING-26", 20, 100, Later, Later));

        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    private PromoCodeView View => (PromoCodeView)_api.Services.GetService(typeof(PromoCodeView))!;

    private static object Valid(string code) => new { code, discount = 20, limit = 100, expiresAt = Later };

    private Task<HttpResponseMessage> PostAsync(object body, params (string Name, string Value)[] headers) =>
        _api.SendAsync(HttpMethod.Post, "/promo-codes", JsonContent.Create(body), headers);

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        _api.SendAsync(HttpMethod.Get, path, null, headers);
}
