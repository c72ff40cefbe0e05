using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

public sealed class DeleteUserConsumerTests(SharedServer server) : ConsumerTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();

    [Fact]
    public async Task Consume_User_RespondsAndPublishesUserDeleted()
    {
        var user = await CreateAsync("Ada");

        var response = await RequestAsync<DeleteUser, UserDeleted>(new(user.UserId, 1), _operationId);

        Assert.Equal((user.UserId, "Ada", 2), (response.Message.UserId, response.Message.Name, response.Message.Version));
        Assert.Equal(_operationId, response.CorrelationId);
        var published = Assert.Single(await PublishedAsync<UserDeleted>(1));
        Assert.Equal(response.Message, published.Context.Message);
        Assert.Equal(_operationId, published.Context.CorrelationId);
        Assert.NotEqual(user.UserId, (await CreateAsync("ada")).UserId);
    }

    [Fact]
    public async Task Consume_ClientTriesAgain_RespondsSameOutcomeMarkedAsReplayed()
    {
        var user = await CreateAsync("Ada");
        var first = await RequestAsync<DeleteUser, UserDeleted>(new(user.UserId), _operationId);

        var second = await RequestAsync<DeleteUser, UserDeleted>(new(user.UserId), _operationId);

        Assert.Equal(first.Message, second.Message);
        Assert.True(IsReplayed(second));
    }

    [Fact]
    public async Task Consume_DeletedUser_RespondsUserNotFound()
    {
        var user = await CreateAsync("Ada");
        await RequestAsync<DeleteUser, UserDeleted>(new(user.UserId), Guid.NewGuid());

        var response = await RequestAsync<DeleteUser, UserNotFound>(new(user.UserId), _operationId);

        Assert.Equal(new UserNotFound(user.UserId, IsDeleted: true), response.Message);
    }

    [Fact]
    public async Task Consume_OtherVersion_RespondsUserVersionConflict()
    {
        var user = await CreateAsync("Ada");

        var response = await RequestAsync<DeleteUser, UserVersionConflict>(new(user.UserId, 2), _operationId);

        Assert.Equal(new UserVersionConflict(user.UserId, 2, 1), response.Message);
    }

    [Fact]
    public Task Consume_NoUserId_FaultsAsInvalid() => AssertInvalidAsync(new DeleteUser(Guid.Empty));
}
