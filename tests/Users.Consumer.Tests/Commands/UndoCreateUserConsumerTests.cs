using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

public sealed class UndoCreateUserConsumerTests(SharedServer server) : ConsumerTest(server.ConnectionString)
{
    private readonly Guid _userId = Guid.NewGuid();

    [Fact]
    public async Task Consume_UserWasCreated_DeletesItAndFreesTheName()
    {
        await RequestAsync<CreateUser, UserCreated>(new("Ada", _userId), Guid.NewGuid());

        var deleted = await RequestAsync<UndoCreateUser, UserDeleted>(new(_userId), Guid.NewGuid());
        var other = await CreateAsync("ada");

        Assert.Equal((_userId, "Ada", 2), (deleted.Message.UserId, deleted.Message.Name, deleted.Message.Version));
        Assert.NotEqual(_userId, other.UserId);
    }

    [Fact]
    public async Task Consume_UserIsStillToBeCreated_IsNotCreatedAnyMore()
    {
        await RequestAsync<UndoCreateUser, UserCreationUndone>(new(_userId), Guid.NewGuid());

        var late = await RequestAsync<CreateUser, UserCreationUndone>(new("Ada", _userId), Guid.NewGuid());
        var other = await CreateAsync("Ada");

        Assert.Equal(_userId, late.Message.UserId);
        Assert.NotEqual(_userId, other.UserId);
        Assert.Empty(Harness.Published.Select<UserDeleted>(Token));
    }

    [Fact]
    public async Task Consume_UndoneAlready_SaysSo()
    {
        await RequestAsync<CreateUser, UserCreated>(new("Ada", _userId), Guid.NewGuid());
        await RequestAsync<UndoCreateUser, UserDeleted>(new(_userId), Guid.NewGuid());

        await RequestAsync<UndoCreateUser, UserCreationUndone>(new(_userId), Guid.NewGuid());
        await RequestAsync<CreateUser, UserCreationUndone>(new("Ada", _userId), Guid.NewGuid());

        Assert.Single(Harness.Published.Select<UserDeleted>(Token));
    }

    [Fact]
    public async Task Consume_SameOperationAgain_HasTheSameOutcome()
    {
        var operationId = Guid.NewGuid();
        await RequestAsync<CreateUser, UserCreated>(new("Ada", _userId), Guid.NewGuid());
        await RequestAsync<UndoCreateUser, UserDeleted>(new(_userId), operationId);

        var again = await RequestAsync<UndoCreateUser, UserDeleted>(new(_userId), operationId);

        Assert.True(IsReplayed(again));
    }

    [Fact]
    public async Task Consume_CreatedAndUndoneAtOnce_IsGoneWhicheverCameFirst()
    {
        var users = Enumerable.Range(0, 20).Select(number => (Name: $"User {number}", Id: Guid.NewGuid())).ToList();

        await Task.WhenAll(users.SelectMany(user => new Task[]
        {
            Harness.GetRequestClient<CreateUser>().GetResponse<UserCreated, UserCreationUndone>(new CreateUser(user.Name, user.Id), Token),
            Harness.GetRequestClient<UndoCreateUser>().GetResponse<UserDeleted, UserCreationUndone>(new UndoCreateUser(user.Id), Token),
        }));

        foreach (var (name, _) in users)
        {
            await RequestAsync<CreateUser, UserCreated>(new(name), Guid.NewGuid());
        }
    }

    [Fact]
    public Task Consume_NoUserId_IsInvalid() => AssertInvalidAsync(new UndoCreateUser(Guid.Empty));
}
