using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class CreateUserTests : IAsyncLifetime
{
    private readonly ApiServer _api = ApiServer.Start(bus => bus.AddConsumer<TestConsumer>(), settings: new() { ["Requests:Timeout"] = "00:00:02" });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("/users")]
    [InlineData("/")]
    public async Task Post_NewName_AnswersCreatedWithTheUser(string path)
    {
        var response = await _api.SendAsync(JsonContent.Create(new { name = $"Zoë Łukasz {path}" }), path: path);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var user = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal($"Zoë Łukasz {path}", user.GetProperty("name").GetString());
        Assert.Equal(1, user.GetProperty("version").GetInt32());
        Assert.Equal($"/users/{user.GetProperty("id").GetGuid()}", response.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.NotEqual(Guid.Empty, response.ShouldNameOperation());
    }

    [Fact]
    public async Task Post_NameTaken_AnswersConflict()
    {
        await _api.PostAsync("Ada");
        var response = await _api.PostAsync("Ada");
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
        Assert.Equal(response.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
    }

    [Fact]
    public async Task Post_NoConsumer_AnswersTimeout()
    {
        await using var api = ApiServer.Start(settings: new() { ["Requests:Timeout"] = "00:00:00.3" });
        var response = await api.PostAsync("Ada");
        await response.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        response.ShouldNameOperation();
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Post_NoName_AnswersBadRequest()
    {
        var response = await _api.SendAsync(JsonContent.Create(new { }));
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("A name is required.", problem.GetProperty("errors").GetProperty("name")[0].GetString());
    }

    private sealed class TestConsumer : IConsumer<CreateUser>
    {
        private static readonly ConcurrentDictionary<string, Guid> Names = new();

        public Task Consume(ConsumeContext<CreateUser> context)
        {
            var id = Guid.CreateVersion7();
            return Names.TryAdd(context.Message.Name, id)
                ? context.RespondAsync(new UserCreated(id, context.Message.Name, 1, TimeProvider.System.GetUtcNow()))
                : context.RespondAsync(new UserDuplicated(id, context.Message.Name));
        }
    }
}
