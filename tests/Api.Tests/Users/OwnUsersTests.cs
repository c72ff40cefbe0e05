using KafkaRider;
using KafkaRider.Views;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Reading;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class OwnUsersTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly Guid _userId = Guid.NewGuid();
    private readonly ServiceProvider _services;
    private readonly UserView _users;
    private readonly OwnUsers _outcomes;

    public OwnUsersTests()
    {
        var services = new ServiceCollection();
        services.AddKafkaView<UserView>(Topics.Events.Name);
        _services = services.BuildServiceProvider();
        ITopicFollower follower = _services.GetRequiredService<ViewFollower<UserView>>();
        follower.CaughtUp();
        _users = _services.GetRequiredService<UserView>();
        _outcomes = new(_users);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Observe_ChangeOfAUser_IsReadAtOnce()
    {
        await AddAsync(new UserCreated(_userId, "First", 1, Noon));
        Assert.Equal("First", _users.Find(_userId)!.Name);

        await AddAsync(new UserUpdated(_userId, "Second", 2, Noon, Noon.AddHours(1)));
        Assert.Equal(("Second", 2), (_users.Find(_userId)!.Name, _users.Find(_userId)!.Version));

        await AddAsync(new UserDeleted(_userId, "Second", 3, Noon.AddHours(2)));
        Assert.True(_users.Find(_userId)!.IsDeleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Observe_RefusalForAStateThatTheViewDoesNotKnowYet_WaitsForIt(bool deleted)
    {
        await AddAsync(new UserCreated(_userId, "First", 1, Noon));
        object change = deleted ? new UserDeleted(_userId, "First", 2, Noon) : new UserUpdated(_userId, "Second", 2, Noon, Noon);

        var adding = AddAsync(deleted ? new UserNotFound(_userId) : new UserVersionConflict(_userId, 1, 2));
        Assert.Equal(1, _users.WaiterCount);
        Assert.True(User.TryFrom(change, out var user));
        _users.Apply(user);
        await adding;

        Assert.Equal((2, deleted), (_users.Find(_userId)!.Version, _users.Find(_userId)!.IsDeleted));
        Assert.Equal(0, _users.WaiterCount);
    }

    [Fact]
    public async Task Observe_RefusalForAStateThatTheViewKnows_DoesNotWait()
    {
        await AddAsync(new UserUpdated(_userId, "Second", 2, Noon, Noon));

        Assert.True(AddAsync(new UserVersionConflict(_userId, 1, 2)).IsCompletedSuccessfully);
        Assert.True(AddAsync(new UserDuplicated(_userId, "second")).IsCompletedSuccessfully);
        Assert.True(AddAsync(new UserNotFound(Guid.NewGuid())).IsCompletedSuccessfully);
    }

    private Task AddAsync(object outcome) => _outcomes.ObserveAsync(outcome, TestContext.Current.CancellationToken).AsTask();
}
