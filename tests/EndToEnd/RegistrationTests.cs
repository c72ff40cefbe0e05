using System.Net;
using System.Text.Json;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed partial class RegistrationTests(SharedRegistrations shared) : IClassFixture<SharedRegistrations>
{
    private readonly RegistrationsSystem _system = shared.System;
    private readonly string _prefix = $"r{Guid.NewGuid():N}"[..12];

    private string Code => $"{_prefix}-A".ToUpperInvariant();

    [Fact]
    public async Task Register_Many_EachGetsUserAndPromo()
    {
        const int Count = 60;
        await AddCodeAsync(Code, limit: Count);

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => RegisterAsync($"{_prefix} {number}", Code, number)));

        Assert.True(
            answers.All(answer => answer.Status == HttpStatusCode.Created), await RegistrationsAtRest.DescribeFailuresAsync(_system, _prefix));
        var first = answers[0];
        Assert.Equal(
            $$"""{"id":"{{first.Text("id")}}","name":"{{_prefix}} 0","promo":{"code":"{{Code}}","discount":20} }""".Replace("} }", "}}", StringComparison.Ordinal), first.Body.GetRawText());
        Assert.Equal($"/users/{first.Text("id")}", first.Location);
        var user = await _system.Users.Clients[1].SendAsync(HttpMethod.Get, first.Location!, null, ("Consistency-Token", first.ConsistencyToken!));
        Assert.Equal($"{_prefix} 0", user.Text("name"));
        await ShowsAsync(first, "succeeded", ("user", "done"), ("promo", "done"), ("WelcomeMail", "done"));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, answers);
    }

    [Fact]
    public Task Ready_OfTheHost_NamesEveryTopicThatItReads() => Eventually.IsTrueAsync(
        async () =>
        {
            var health = await _system.HostMetrics[0].DescribeHealthAsync();
            return new[] { Topics.Registrations, Topics.WelcomeMails, Topics.RegistrationQueries }
                .All(topic => health.Contains(topic.Name, StringComparison.Ordinal));
        },
        "all are named");

    // It stands here because all services that could know the key have to be there.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PostPromoCode_ThatHasExpiredAndWasNeverSent_IsRefused(bool withKey)
    {
        (string, string)[] headers = withKey ? [("Idempotency-Key", _prefix)] : [];

        var answer = await _system.Users.Clients[0].SendAsync(
            HttpMethod.Post, "/promo-codes", new { code = Code, discount = 5, limit = 10, expiresAt = DateTimeOffset.UtcNow.AddDays(-1) }, headers);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/invalid-request"), (answer.Status, answer.Text("type")));
        Assert.Contains("must be in the future", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_NameTaken_IsConflict_AndNobodyAsksForThePromoCode()
    {
        await AddCodeAsync(Code, limit: 1);
        await _system.Users.Clients[0].CreateAsync($"taken {_prefix}");
        var asked = await RegistrationsAtRest.CountAsync(_system, Topics.PromotionCommands);

        var answer = await RegisterAsync($"Taken {_prefix}", Code);

        Assert.Equal((HttpStatusCode.Conflict, "/problems/user-duplicated"), (answer.Status, answer.Text("type")));
        Assert.Equal(asked, await RegistrationsAtRest.CountAsync(_system, Topics.PromotionCommands));
        await ShowsAsync(answer, "failed", ("user", "refused"), ("promo", "pending"), ("WelcomeMail", "pending"));
        await RegistrationsAtRest.HoldAsync(_system, $"Taken {_prefix}", answer);
    }

    [Theory]
    [InlineData("promo-code-unknown")]
    [InlineData("promo-code-expired")]
    [InlineData("promo-code-used-up")]
    public async Task Register_PromoCodeRefused_UndoesTheUser_AndTheNameIsFree(string problem)
    {
        await AddCodeAsync(Code, limit: 5);
        var bad = $"{_prefix}-B".ToUpperInvariant();

        if (problem != "promo-code-unknown")
        {
            await AddCodeAsync(bad, limit: problem == "promo-code-used-up" ? 0 : 5, isExpired: problem == "promo-code-expired");
        }

        var refused = await RegisterAsync(_prefix, bad);
        // At once, where it was answered: the steps come over a topic, and the answer was quicker.
        var shown = await _system.Users.Clients[0].SendAsync(HttpMethod.Get, refused.OperationLocation!);
        // At once: what is answered is undone.
        var registered = await RegisterAsync(_prefix, Code, client: 1);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"/problems/{problem}"), (refused.Status, refused.Text("type")));
        Assert.Equal("undone", shown.Body.GetProperty("steps")[0].GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Created, registered.Status);
        await ShowsAsync(refused, "failed", ("user", "undone"), ("promo", "refused"), ("WelcomeMail", "pending"));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, refused, registered);
    }

    [Fact]
    public async Task Register_LastRedemptionRaced_OneGetsIt()
    {
        const int Count = 60;
        await AddCodeAsync(Code, limit: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => RegisterAsync($"{_prefix} {number}", Code, number)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.True(
            answers.Count(answer => (answer.Status, answer.Text("type")) == (HttpStatusCode.UnprocessableEntity, "/problems/promo-code-used-up")) == Count - 1,
            await RegistrationsAtRest.DescribeFailuresAsync(_system, _prefix));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, answers);
    }

    [Fact]
    public async Task Register_SameKey_IsOneRegistration_OnAnyInstance()
    {
        await AddCodeAsync(Code, limit: 5);
        var key = $"{Guid.NewGuid()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => RegisterAsync(_prefix, Code, number, key)));
        var other = await RegisterAsync($"{_prefix} other", Code, 1, key);

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Created, answers[0].Location), (answer.Status, answer.Location)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/idempotency-key-reused"), (other.Status, other.Text("type")));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, answers[0]);
    }

    [Fact]
    public async Task Register_InvalidBody_SaysWhatIsWrong()
    {
        var answer = await _system.Users.Clients[0].SendAsync(HttpMethod.Post, "/registrations", new { name = " ", promoCode = "no such code!" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["name", "promoCode"], answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private Task<Answer> RegisterAsync(string name, string code, int client = 0, string? key = null) =>
        _system.Users.Clients[client % _system.Users.Clients.Count].SendAsync(
            HttpMethod.Post, "/registrations", new { name, promoCode = code }, ("Idempotency-Key", key ?? $"{Guid.NewGuid()}"));

    private Task AddCodeAsync(string code, int limit, bool isExpired = false) => _system.Databases.AddCodeAsync(code, limit, isExpired);

    private async Task ShowsAsync(Answer answer, string status, params (string Name, string Status)[] steps)
    {
        foreach (var client in _system.Users.Clients)
        {
            JsonElement operation = default;
            await Eventually.IsTrueAsync(
                async () => (operation = (await client.SendAsync(HttpMethod.Get, answer.OperationLocation!)).Body).TryGetProperty("status", out var value)
                    && value.GetString() == status,
                $"the operation is {status} on each instance");
            Assert.Equal(
                steps, operation.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("name").GetString()!, step.GetProperty("status").GetString()!)));
        }
    }
}
