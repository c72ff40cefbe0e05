using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

public sealed class UpdateUserConsumerTests(SharedServer server) : ConsumerTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();

    [Fact]
    public async Task Consume_FreeName_RespondsAndPublishesUserUpdated()
    {
        var user = await CreateAsync("Ada");

        var response = await RequestAsync<UpdateUser, UserUpdated>(new(user.UserId, "Grace", 1), _operationId);

        Assert.Equal((user.UserId, "Grace", 2), (response.Message.UserId, response.Message.Name, response.Message.Version));
        Assert.Equal(_operationId, response.CorrelationId);
        Assert.False(IsReplayed(response));
        var published = Assert.Single(await PublishedAsync<UserUpdated>(1));
        Assert.Equal(response.Message, published.Context.Message);
        Assert.Equal(_operationId, published.Context.CorrelationId);
    }

    [Fact]
    public async Task Consume_ClientTriesAgain_RespondsSameOutcomeMarkedAsReplayed()
    {
        var user = await CreateAsync("Ada");
        var first = await RequestAsync<UpdateUser, UserUpdated>(new(user.UserId, "Grace", 1), _operationId);

        var second = await RequestAsync<UpdateUser, UserUpdated>(new(user.UserId, "Grace", 1), _operationId);

        Assert.Equal(first.Message, second.Message);
        Assert.True(IsReplayed(second));
    }

    [Fact]
    public async Task Consume_OtherContentForTheOperation_RespondsConflict()
    {
        var user = await CreateAsync("Ada");
        await RequestAsync<UpdateUser, UserUpdated>(new(user.UserId, "Grace", 1), _operationId);

        await RequestAsync<UpdateUser, OperationConflicted>(new(user.UserId, "Grace"), _operationId);
    }

    [Fact]
    public async Task Consume_UnknownUser_RespondsAndPublishesUserNotFound()
    {
        var unknown = Guid.NewGuid();

        var response = await RequestAsync<UpdateUser, UserNotFound>(new(unknown, "Ada"), _operationId);

        Assert.Equal(new UserNotFound(unknown), response.Message);
        Assert.Equal(response.Message, Assert.Single(await PublishedAsync<UserNotFound>(1)).Context.Message);
    }

    [Fact]
    public async Task Consume_OtherVersion_RespondsAndPublishesUserVersionConflict()
    {
        var user = await CreateAsync("Ada");

        var response = await RequestAsync<UpdateUser, UserVersionConflict>(new(user.UserId, "Grace", 7), _operationId);

        Assert.Equal(new UserVersionConflict(user.UserId, 7, 1), response.Message);
        Assert.Equal(response.Message, Assert.Single(await PublishedAsync<UserVersionConflict>(1)).Context.Message);
    }

    [Fact]
    public async Task Consume_NameTaken_RespondsAndPublishesUserDuplicated()
    {
        var (ada, grace) = (await CreateAsync("Ada"), await CreateAsync("Grace"));

        var response = await RequestAsync<UpdateUser, UserDuplicated>(new(ada.UserId, "GRACE"), _operationId);

        Assert.Equal(new UserDuplicated(grace.UserId, "GRACE", 1), response.Message);
        Assert.Equal(response.Message, Assert.Single(await PublishedAsync<UserDuplicated>(1)).Context.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("tab\there")]
    [InlineData("not a character: \ufffe")]
    public Task Consume_InvalidName_FaultsAsInvalid(string? name) => AssertInvalidAsync(new UpdateUser(Guid.NewGuid(), name!));

    [Fact]
    public Task Consume_NoUserId_FaultsAsInvalid() => AssertInvalidAsync(new UpdateUser(Guid.Empty, "Ada"));
}
