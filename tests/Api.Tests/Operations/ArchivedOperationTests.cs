using System.Net;
using System.Net.Http.Json;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Operations;

/// <summary>Operations that are no longer in memory here, but in the inbox.</summary>
public sealed class ArchivedOperationTests : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ApiServer _api;

    public ArchivedOperationTests(SharedServer server)
    {
        _database = new TestDatabase(server.ConnectionString);
        _api = ApiServer.StartWithConsumer(
            _database, settings: new() { ["Operations:MaxCount"] = "1", ["Authentication:SigningKey"] = Tokens.Key });
        _api.CatchUp();
    }

    [Fact]
    public async Task Get_OperationThatOnlyTheInboxHas_IsShownToItsCallerAlone()
    {
        var first = (await PostAsync("Ada")).ShouldNameOperation();
        await PostAsync("Grace");
        Assert.Null(_api.Services.GetRequiredService<OperationView>().Find(first));

        var other = await GetAsync(first, "grace");
        var own = await GetAsync(first, "ada");
        var again = await GetAsync(first, "grace");

        await other.ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Contains("\"Ada\"", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<HttpResponseMessage> PostAsync(string name) =>
        _api.SendAsync(HttpMethod.Post, "/users", JsonContent.Create(new { name }), ("Authorization", $"Bearer {Tokens.Create("ada")}"));

    private Task<HttpResponseMessage> GetAsync(Guid id, string caller) =>
        _api.SendAsync(HttpMethod.Get, $"/operations/{id}", headers: ("Authorization", $"Bearer {Tokens.Create(caller)}"));
}
