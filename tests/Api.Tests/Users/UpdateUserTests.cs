using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Reading;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class UpdateUserTests : IAsyncDisposable
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly DateTimeOffset _createdAt = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private readonly ApiServer _api;
    private object? _outcome;
    private UpdateUser? _command;

    public UpdateUserTests() => _api = ApiServer.Start(
        bus => bus.AddConsumer<AnsweringConsumer<UpdateUser>>(),
        services => services.AddSingleton<Func<UpdateUser, object>>(command =>
        {
            _command = command;
            return _outcome!;
        }));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("application/json", """{"name":"Zo\u00eb"}""")]
    [InlineData("application/merge-patch+json", """{"name":"Zo\u00eb"}""")]
    [InlineData("Application/Merge-Patch+JSON; charset=UTF-8", """{"other":null,"name":"Zo\u00eb"}""")]
    public async Task Patch_NewName_AnswersTheUserAndItsNewTag(string mediaType, string body)
    {
        _outcome = new UserUpdated(_id, "Zo\u00eb", 5, _createdAt, _createdAt.AddDays(1));

        var response = await PatchAsync(body, "\"4\"", mediaType);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("\"5\"", response.Headers.ETag?.ToString());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var user = JsonElement.Parse(text);
        Assert.Equal(_id, user.GetProperty("id").GetGuid());
        Assert.Equal("Zo\u00eb", user.GetProperty("name").GetString());
        Assert.Equal(5, user.GetProperty("version").GetInt32());
        Assert.Equal(_createdAt, user.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal(new UpdateUser(_id, "Zo\u00eb", 4), _command);
        response.ShouldNameOperation();
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("\"7\"", 7)]
    [InlineData("W/\"7\"", 0)]
    [InlineData("\"seven\"", 0)]
    public async Task Patch_IfMatch_IsTheVersionThatIsExpected(string tag, int? expected)
    {
        _outcome = new UserUpdated(_id, "Ada", 8, _createdAt, _createdAt);

        await PatchAsync("""{"name":"Ada"}""", tag);

        Assert.Equal(new UpdateUser(_id, "Ada", expected), _command);
    }

    [Fact]
    public async Task Patch_IfMatchOfSeveralTags_AnyOfThemIsExpected()
    {
        _outcome = new UserUpdated(_id, "Ada", 8, _createdAt, _createdAt);

        await PatchAsync("""{"name":"Ada"}""", "\"7\", \"1\"");

        Assert.Equal(7, _command?.ExpectedVersion);
        Assert.Equal([1, 7], _command?.ExpectedVersions);
    }

    [Theory]
    [InlineData("{}", "\"2\"", HttpStatusCode.OK)]
    [InlineData("""{"other":1}""", "*", HttpStatusCode.OK)]
    [InlineData("{}", "\"2\", \"7\"", HttpStatusCode.OK)]
    [InlineData("{}", "\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("{}", "\"7\"", HttpStatusCode.PreconditionFailed)]
    public async Task Patch_NothingNamed_ChangesNothingAndAnswersTheUser(string body, string tags, HttpStatusCode status)
    {
        _api.Users.CaughtUp();
        _api.Services.GetRequiredService<UserView>().Apply(new(_id, "Ada", 2, _createdAt, _createdAt));

        var response = await PatchAsync(body, tags, "application/merge-patch+json");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("\"2\"", response.Headers.ETag?.ToString());
        Assert.True(response.Headers.Contains("Consistency-Token"));
        Assert.Null(_command);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Gone, "user-deleted")]
    [InlineData(false, HttpStatusCode.NotFound, "user-not-found")]
    public async Task Patch_NothingNamedOfAUserThatIsNotThere_AnswersAsGetDoes(bool deleted, HttpStatusCode status, string type)
    {
        await (await PatchAsync("{}", "*")).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "view-behind");

        _api.Users.CaughtUp();
        if (deleted)
        {
            _api.Services.GetRequiredService<UserView>().Apply(new(_id, "Ada", 2, _createdAt, _createdAt, isDeleted: true));
        }

        await (await PatchAsync("{}", "*")).ShouldBeProblemAsync(status, type);
        Assert.Null(_command);
    }

    [Fact]
    public async Task Patch_DeletedUser_AnswersGone()
    {
        _outcome = new UserNotFound(_id, IsDeleted: true);

        var response = await PatchAsync("""{"name":"Ada"}""", "*");

        await response.ShouldBeProblemAsync(HttpStatusCode.Gone, "user-deleted");
        response.ShouldNameOperation();
    }

    [Fact]
    public async Task Patch_OtherVersion_AnswersTheVersionThatThereIs()
    {
        _outcome = new UserVersionConflict(_id, 4, 6);

        var response = await PatchAsync("""{"name":"Ada"}""", "\"4\"");

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "user-version-conflict");
        Assert.Equal("\"6\"", response.Headers.ETag?.ToString());
        response.ShouldNameOperation();
    }

    [Fact]
    public async Task Patch_NameTaken_AnswersConflict()
    {
        _outcome = new UserDuplicated(Guid.NewGuid(), "Ada");

        await (await PatchAsync("""{"name":"Ada"}""", "*")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "user-duplicated");
    }

    [Fact]
    public async Task Patch_NoSuchUser_AnswersNotFound()
    {
        _outcome = new UserNotFound(_id);

        var response = await PatchAsync("""{"name":"Ada"}""", "*");

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");
        response.ShouldNameOperation();
    }

    [Fact]
    public async Task Patch_KeyUsedForAnotherCommand_AnswersSo()
    {
        _outcome = new OperationConflicted(_id);

        await (await PatchAsync("""{"name":"Ada"}""", "*")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Patch_MalformedId_AnswersNotFoundAndSendsNothing()
    {
        var response = await PatchAsync("""{"name":"Ada"}""", "*", path: "/users/17");

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "user-not-found");
        Assert.Null(_command);
    }

    [Fact]
    public async Task Patch_NoIfMatch_AnswersThatItIsRequiredAndSendsNothing()
    {
        var response = await PatchAsync("""{"name":"Ada"}""", ifMatch: null);

        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        Assert.Null(_command);
    }

    [Theory]
    [InlineData("\"1\", *")]
    [InlineData("1")]
    [InlineData("\"1")]
    public async Task Patch_IfMatchIsNoListOfTags_AnswersSoAndSendsNothing(string tags)
    {
        var response = await PatchAsync("""{"name":"Ada"}""", tags);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("If-Match", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Null(_command);
    }

    [Theory]
    [InlineData("""{"name":null}""", "The name must be a string.")]
    [InlineData("""{"name":" "}""", "The name must not be empty or blank.")]
    public async Task Patch_WrongName_AnswersWhatIsWrongWithIt(string body, string error)
    {
        var response = await PatchAsync(body, "*");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(error, problem.GetProperty("errors").GetProperty("name")[0].GetString());
        Assert.Null(_command);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/merge-patch+json; charset=utf-16")]
    public async Task Patch_OtherMediaType_AnswersWhatIsTaken(string mediaType)
    {
        var response = await PatchAsync("""{"name":"Ada"}""", "*", mediaType);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal("application/json, application/merge-patch+json", Assert.Single(response.Headers.GetValues("Accept-Patch")));
        Assert.Null(_command);
    }

    [Fact]
    public async Task Post_ToAUser_AnswersWhichMethodsThereAre()
    {
        var response = await _api.SendAsync(HttpMethod.Post, $"/users/{_id}");

        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH"], response.Content.Headers.Allow.Order());
    }

    private Task<HttpResponseMessage> PatchAsync(string body, string? ifMatch, string mediaType = "application/json", string? path = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return _api.SendAsync(HttpMethod.Patch, path ?? $"/users/{_id}", content, ifMatch is null ? [] : [("If-Match", ifMatch)]);
    }
}
