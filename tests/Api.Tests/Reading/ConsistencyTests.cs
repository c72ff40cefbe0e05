using System.Net;
using System.Text.Json;
using KafkaRider.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class ConsistencyTests(SharedServer server)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_CreatedReplayedOrDuplicated_CarriesTheToken()
    {
        await using var database = new TestDatabase(server.ConnectionString);
        await using var api = ApiServer.StartWithConsumer(database);
        var key = $"{Guid.NewGuid()}";

        var created = await api.PostAsync("Ada", key);
        var replayed = await api.PostAsync("Ada", key);
        var duplicated = await api.PostAsync("ADA");
        var reused = await api.PostAsync("Grace", key);

        var user = JsonElement.Parse(await created.Content.ReadAsStringAsync(Cancellation));
        var token = new ConsistencyToken(user.GetProperty("id").GetGuid(), 1).ToString();
        Assert.All([created, replayed, duplicated], answer => Assert.Equal([token], answer.Headers.GetValues("Consistency-Token")));
        Assert.False(reused.Headers.Contains("Consistency-Token"));
    }

    [Theory]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef")]
    [InlineData("/users")]
    public async Task Get_TokenOfWhatIsNotKnownYet_WaitsForThatVersion(string path)
    {
        await using var api = Start("00:01:00");

        var answering = GetAsync(api, path, $"{new ConsistencyToken(Id, 2)}");
        await EventuallyWaitsAsync(api);
        Apply(api, new UserCreated(Id, "Ada", 1, Noon));
        await EventuallyWaitsAsync(api);
        Assert.False(answering.IsCompleted);
        Apply(api, new UserUpdated(Id, "Grace", 2, Noon, Noon));

        var response = await answering;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Grace", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, View(api).WaiterCount);
    }

    [Fact]
    public async Task Get_TokensOfSeveral_WaitsForAll()
    {
        await using var api = Start("00:01:00");
        var other = Guid.NewGuid();

        var answering = GetAsync(api, "/users", $"{new ConsistencyToken(Id, 2)}, {new ConsistencyToken(other, 1)}");
        await EventuallyWaitsAsync(api);
        Apply(api, new UserCreated(Id, "Ada", 1, Noon));
        Apply(api, new UserDeleted(Id, "Ada", 2, Noon));
        await EventuallyWaitsAsync(api);
        Apply(api, new UserCreated(other, "Grace", 1, Noon));

        Assert.Contains("Grace", await (await answering).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TokenOfWhatIsKnown_AnswersAtOnce()
    {
        await using var api = Start("00:00:00");
        Apply(api, new UserUpdated(Id, "Grace", 3, Noon, Noon));

        var response = await GetAsync(api, $"/users/{Id}", $"{new ConsistencyToken(Id, 2)}");

        Assert.Equal("\"3\"", response.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef")]
    [InlineData("/users")]
    public async Task Get_TokenOfWhatDoesNotCome_SaysSo(string path)
    {
        await using var api = Start("00:00:00.050");
        Apply(api, new UserCreated(Id, "Ada", 1, Noon));

        var response = await GetAsync(api, path, $"{new ConsistencyToken(Id, 2)}");

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        Assert.Equal(0, View(api).WaiterCount);
    }

    [Theory]
    [InlineData("/users/01234567-89ab-7def-8123-456789abcdef")]
    [InlineData("/users")]
    public async Task Get_Garbage_IsRefused(string path)
    {
        await using var api = Start("00:01:00");

        await (await GetAsync(api, path, "garbage")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-consistency-token");
    }

    [Fact]
    public async Task Get_ClientThatWaitsLeaves_NobodyWaits()
    {
        await using var api = Start("00:01:00");
        using var gone = new CancellationTokenSource();
        var answering = GetAsync(api, "/users", $"{new ConsistencyToken(Id, 1)}", gone.Token);
        await EventuallyWaitsAsync(api);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        await Eventually.IsTrueAsync(() => View(api).WaiterCount == 0, "nobody waits");
    }

    [Fact]
    public async Task Get_InstanceStopsMeanwhile_IsAnsweredAndNotCutOff()
    {
        // The server cuts off what is open after 3 seconds; the wait alone would be a minute.
        await using var api = Start("00:01:00", ("Requests:Timeout", "00:00:01"), ("Requests:DrainTimeout", "00:00:03"));
        var answering = GetAsync(api, "/users", $"{new ConsistencyToken(Id, 1)}");
        await EventuallyWaitsAsync(api);

        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await (await answering).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");
    }

    private static ApiServer Start(string patience, params (string Key, string Value)[] settings)
    {
        var api = ApiServer.Start(settings: settings.Append(("Reading:ConsistencyTimeout", patience)).ToDictionary());
        api.Users.CaughtUp();
        return api;
    }

    private static UserView View(ApiServer api) => api.Services.GetRequiredService<UserView>();

    private static void Apply(ApiServer api, object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        View(api).Apply(user);
    }

    private static Task EventuallyWaitsAsync(ApiServer api) => Eventually.IsTrueAsync(() => View(api).WaiterCount == 1, "it waits");

    private static async Task<HttpResponseMessage> GetAsync(ApiServer api, string path, string token, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Consistency-Token", token);
        return await api.Client.SendAsync(request, cancellationToken ?? Cancellation);
    }
}
