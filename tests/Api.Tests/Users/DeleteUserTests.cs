using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class DeleteUserTests : IAsyncDisposable
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly ApiServer _api;
    private object? _outcome;
    private DeleteUser? _command;

    public DeleteUserTests() => _api = ApiServer.Start(
        bus => bus.AddConsumer<AnsweringConsumer<DeleteUser>>(),
        services => services.AddSingleton<Func<DeleteUser, object>>(command =>
        {
            _command = command;
            return _outcome!;
        }));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Delete_Matches_AnswersNoContent()
    {
        _outcome = new UserDeleted(_id, "Ada", 4, DateTimeOffset.UtcNow);

        var response = await DeleteAsync("\"3\"");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Null(response.Headers.ETag);
        Assert.Equal(new DeleteUser(_id, 3), _command);
        response.ShouldNameOperation();
        await Eventually.IsTrueAsync(() => _api.Metrics.Finished("succeeded") == 1, "the request is accounted for");
    }

    [Fact]
    public async Task Delete_OtherVersion_AnswersTheVersionThatThereIs()
    {
        _outcome = new UserVersionConflict(_id, 0, 6);

        var response = await DeleteAsync("W/\"6\"");

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "user-version-conflict");
        Assert.Equal("\"6\"", response.Headers.ETag?.ToString());
        Assert.Equal(new DeleteUser(_id, 0), _command);
    }

    [Fact]
    public async Task Delete_NoSuchUser_AnswersNotFound()
    {
        _outcome = new UserNotFound(_id);

        await (await DeleteAsync("*")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");
        Assert.Equal(new DeleteUser(_id), _command);
    }

    [Fact]
    public async Task Delete_DeletedUser_AnswersGone()
    {
        _outcome = new UserNotFound(_id, IsDeleted: true);

        await (await DeleteAsync("*")).ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
    }

    [Fact]
    public async Task Delete_NoIfMatch_AnswersThatItIsRequiredAndSendsNothing()
    {
        var response = await _api.SendAsync(HttpMethod.Delete, $"/users/{_id}");

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        Assert.Null(_command);
        await Eventually.IsTrueAsync(() => _api.Metrics.Finished("rejected") == 1, "the request is accounted for");
    }

    [Fact]
    public async Task Delete_MalformedId_AnswersNotFoundAndSendsNothing()
    {
        var response = await _api.SendAsync(HttpMethod.Delete, "/users/{x}", content: null, ("If-Match", "*"));

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");
        Assert.Null(_command);
    }

    private Task<HttpResponseMessage> DeleteAsync(string ifMatch) =>
        _api.SendAsync(HttpMethod.Delete, $"/users/{_id}", content: null, ("If-Match", ifMatch));
}
