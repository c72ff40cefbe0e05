using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class UserSnapshotTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly UserView _view = new(TimeProvider.System);

    [Fact]
    public void Restore_IsTheViewAsItWas()
    {
        var (ada, grace, zoe) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Apply(_view, new UserCreated(ada, "Ada", 1, Noon));
        Apply(_view, new UserCreated(grace, "Grace Murray", 1, Noon.AddDays(1)));
        Apply(_view, new UserUpdated(grace, "Grace Hopper", 2, Noon.AddDays(1), Noon.AddDays(2)));
        Apply(_view, new UserUpdated(grace, "Amazing Grace", 3, Noon.AddDays(1), Noon.AddDays(3)));
        Apply(_view, new UserCreated(zoe, "Zo\u00eb \U0001F600", 1, Noon.AddDays(1)));
        Apply(_view, new UserDeleted(zoe, "Zo\u00eb \U0001F600", 2, Noon.AddDays(2)));

        var restored = Restore();

        DateTimeOffset?[] times = [null, .. Enumerable.Range(-1, 6).Select(day => Noon.AddDays(day))];
        Assert.All(times, time => Assert.Equal(Describe(_view, time), Describe(restored, time)));
        Assert.Equal(["Ada", "Amazing Grace"], List(restored, null).Select(user => user.Name));
        Assert.True(restored.Find(zoe)!.IsDeleted);
        Assert.Equal("Zo\u00eb \U0001F600", restored.Find(zoe, Noon.AddDays(1))!.Name);
        Assert.Equal([(new(2026, 3, 4), 1), (new(2026, 3, 5), 2)], restored.CountRegistrations(Period.Day));
    }

    [Fact]
    public void Restore_UserIsNewerAlready_StaysSo()
    {
        var id = Guid.NewGuid();
        Apply(_view, new UserCreated(id, "Ada", 1, Noon));

        var restored = new UserView(TimeProvider.System);
        Apply(restored, new UserDeleted(id, "Ada", 2, Noon.AddDays(1)));
        Restore(restored);

        Assert.True(restored.Find(id)!.IsDeleted);
        Assert.Equal("Ada", restored.Find(id, Noon)!.Name);
    }

    [Fact]
    public void Capture_ChangesAfterwards_AreNotInIt()
    {
        var id = Guid.NewGuid();
        Apply(_view, new UserCreated(id, "Ada", 1, Noon));
        var write = _view.CaptureSnapshot();
        Apply(_view, new UserUpdated(id, "Grace", 2, Noon, Noon));
        using var stream = new MemoryStream();
        write(stream);
        stream.Position = 0;

        Assert.Equal(["Ada"], UserSnapshot.Read(stream).Select(user => user.Name));
    }

    private static IEnumerable<string> Describe(UserView view, DateTimeOffset? asOf) =>
        List(view, asOf).Select(user => $"{user.Id} {user.Name} {user.Version} {user.CreatedAt:O} {user.ChangedAt:O}");

    private static IReadOnlyList<User> List(UserView view, DateTimeOffset? asOf) =>
        view.List(UserSelection.All, null, 100, asOf, cancellationToken: TestContext.Current.CancellationToken).Users;

    private static void Apply(UserView view, object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        view.Apply(user);
    }

    private UserView Restore(UserView? view = null)
    {
        view ??= new(TimeProvider.System);
        using var stream = new MemoryStream();
        _view.CaptureSnapshot()(stream);
        stream.Position = 0;
        view.RestoreSnapshot(stream);
        Assert.Equal(stream.Length, stream.Position);
        return view;
    }
}
