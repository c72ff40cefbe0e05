using System.Net;
using System.Net.Http.Json;
using KafkaRider.AspNetCore.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Operations;

public sealed class LastLookTests : IAsyncDisposable
{
    private readonly ApiServer _api = ApiServer.Start(
        services: services => ScriptedClient.Throwing(new RequestTimeoutException("an id")).AddTo(services));

    private static readonly Fingerprint Ada = Fingerprints.Of(new CreateUser("Ada"));

    private readonly string _key = $"{Guid.NewGuid()}";

    private OperationView View => _api.Services.GetRequiredService<OperationView>();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Post_ReplyLostButTheUserCreated_AnswersSo()
    {
        var created = new UserCreated(Guid.NewGuid(), "Ada", 1, DateTimeOffset.UtcNow);
        var id = Complete(created, DateTimeOffset.UtcNow.AddMinutes(1));

        var response = await _api.PostAsync("Ada", _key);

        Assert.Equal(created.UserId, (await response.ShouldBeCreatedAsync("Ada")));
        Assert.Equal(id, response.ShouldNameOperation());
        Assert.False(response.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Post_ReplyLostAndCompletedBeforeItWasSent_IsAReplay()
    {
        Complete(new UserCreated(Guid.NewGuid(), "Ada", 1, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow.AddMinutes(-1));

        var response = await _api.PostAsync("Ada", _key);

        await response.ShouldBeCreatedAsync("Ada");
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Idempotency-Replayed")));
    }

    [Fact]
    public async Task Post_ReplyLostButTheNameTaken_AnswersSo()
    {
        Complete(new UserDuplicated(Guid.NewGuid(), "Ada"));

        await (await _api.PostAsync("Ada", _key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_ReplyLostAndTheOutcomeIsAnotherCommands_AnswersThatTheKeyWasReused(bool created)
    {
        // They say the same of both commands.
        Complete(
            created ? new UserCreated(Guid.NewGuid(), "Ada", 1, DateTimeOffset.UtcNow) : new UserDuplicated(Guid.NewGuid(), "Ada"),
            of: Fingerprints.Of(new UpdateUser(Guid.NewGuid(), "Ada")));

        var response = await _api.PostAsync("Ada", _key);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        response.ShouldNameOperation();
    }

    [Fact]
    public async Task Post_FaultLost_AnswersThatTheCommandFailed()
    {
        Complete(new CommandFailed(), DateTimeOffset.UtcNow.AddMinutes(1));

        await (await _api.PostAsync("Ada", _key)).ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "command-failed");
    }

    [Fact]
    public async Task Post_EarlierTryFailed_IsStillPending()
    {
        Complete(new CommandFailed(), DateTimeOffset.UtcNow.AddMinutes(-1));

        await (await _api.PostAsync("Ada", _key)).ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
    }

    [Fact]
    public async Task Post_AnotherCommandFailedUnderTheKey_IsStillPending()
    {
        Complete(new CommandFailed());
        await (await _api.PostAsync("Grace", _key)).ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
    }

    // Written before outcomes told which command they are of, or by a consumer that does not tell.
    [Theory]
    [InlineData("Ada", HttpStatusCode.Conflict, "user-duplicated")]
    [InlineData("Grace", HttpStatusCode.UnprocessableEntity, "idempotency-key-reused")]
    public async Task Post_OutcomeThatDoesNotTellOfWhichCommand_IsComparedWithTheCommand(string name, HttpStatusCode status, string type)
    {
        View.Complete(OperationIdsOf(_key), new UserDuplicated(Guid.NewGuid(), "Ada"), fingerprint: null, DateTimeOffset.UtcNow);

        await (await _api.PostAsync(name, _key)).ShouldBeProblemAsync(status, type);
    }

    [Fact]
    public async Task Post_NothingIsKnown_AnswersThatTheOutcomeIsPending()
    {
        View.Accept(OperationIdsOf(_key), DateTimeOffset.UtcNow);

        await (await _api.PostAsync("Ada", _key)).ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
    }

    [Theory]
    [InlineData("wait=1")]
    [InlineData("respond-async")]
    public async Task Post_AnotherCommandOfTheKeyIsPending_SendsNothing(string prefer)
    {
        View.Accept(OperationIdsOf(_key), DateTimeOffset.UtcNow, fingerprint: Ada);

        using var body = JsonContent.Create(new { name = "Grace" });
        var other = await _api.SendAsync(HttpMethod.Post, "/users", body, ("Idempotency-Key", _key), ("Prefer", prefer));

        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        other.ShouldNameOperation();
        await (await _api.PostAsync("Ada", _key)).ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
    }

    private static Guid OperationIdsOf(string key) => OperationIds.From("users", "", key);

    private Guid Complete(object outcome, DateTimeOffset? at = null, Fingerprint? of = null)
    {
        var id = OperationIdsOf(_key);
        View.Complete(id, outcome, of ?? Ada, at ?? DateTimeOffset.UtcNow);
        return id;
    }
}
