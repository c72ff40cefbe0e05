using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class UserViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly UserView _view = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_AfterApply_HasEveryField()
    {
        var created = Create(" Zo\u00eb \U0001F600 ") with { CreatedAt = Noon.AddTicks(10) };

        var user = _view.Find(created.UserId);
        Assert.Null(user);

        Apply(created);
        user = _view.Find(created.UserId)!;
        Assert.Equal((created.UserId, created.Name, created.Version, created.CreatedAt), (user.Id, user.Name, user.Version, user.CreatedAt));
        Assert.Null(_view.Find(Guid.NewGuid()));
    }

    [Fact]
    public void Apply_AgainOrAnOlderVersion_ChangesNothing()
    {
        var second = Create("Second") with { Version = 2 };
        Apply(second);

        Apply(second with { Name = "Another" });
        Apply(second with { Name = "First", Version = 1 });

        Assert.Equal("Second", _view.Find(second.UserId)!.Name);
        Assert.Equal(["Second"], Names(UserSelection.All));
    }

    [Fact]
    public void Apply_Updated_IsFoundByTheNewNameOnly()
    {
        var first = Create("First");
        Apply(first);

        Apply(Update(first, "Second", 2));

        Assert.Empty(Names(UserSelection.ByName("first")));
        Assert.Equal(["Second"], Names(UserSelection.ByName("second")));
        Assert.Equal((2, Noon), (_view.Find(first.UserId)!.Version, _view.Find(first.UserId)!.CreatedAt));
        Assert.Equal(1, _view.Count);
    }

    [Fact]
    public void Apply_UpdatedBeforeCreated_IsTheUserAlready()
    {
        var first = Create("First");

        Apply(Update(first, "Second", 2));
        Assert.Equal(["Second"], Names(UserSelection.All));
        Apply(first);

        Assert.Equal(["Second"], Names(UserSelection.All));
        Assert.Equal((2, Noon), (_view.Find(first.UserId)!.Version, _view.Find(first.UserId)!.CreatedAt));
    }

    [Fact]
    public void Apply_Deleted_IsInNoListButIsKnownToHaveBeen()
    {
        var (first, other) = (Create("First"), Create("First"));
        Apply(first);

        Apply(Delete(first, 2));

        Assert.True(_view.Find(first.UserId)!.IsDeleted);
        Assert.Empty(Names(UserSelection.All));
        Assert.Equal(0, _view.Count);
        Apply(other);
        Assert.False(_view.Find(other.UserId)!.IsDeleted);
        Assert.Equal(other.UserId, Assert.Single(_view.List(UserSelection.ByName("first"), null, 10, cancellationToken: Cancellation).Users).Id);
    }

    [Fact]
    public void Apply_DeletedThenOlderEvents_StaysDeleted()
    {
        var first = Create("First");

        Apply(Delete(first, 3));
        Apply(Update(first, "Second", 2));
        Apply(first);
        Apply(Delete(first, 3));

        Assert.True(_view.Find(first.UserId)!.IsDeleted);
        Assert.Empty(Names(UserSelection.All));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_EveryOrderOfEvents_EndsTheSame(bool deleted)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var first = Create("Name 1");
            object[] history = [first, Update(first, "Name 2", 2), Update(first, "Name 3", 3), deleted ? Delete(first, 4) : Update(first, "Name 4", 4)];
            var events = history.Concat(history).ToArray();
            new Random(seed).Shuffle(events);

            Array.ForEach(events, Apply);

            Assert.Equal((4, deleted), (_view.Find(first.UserId)!.Version, _view.Find(first.UserId)!.IsDeleted));
            Assert.Equal(deleted ? [] : ["Name 4"], Names(UserSelection.All));
            Apply(Delete(first, 5));
        }
    }

    [Theory]
    [InlineData("ada lovelace", "Ada Lovelace")]
    [InlineData(" ADA LOVELACE\u3000", "Ada Lovelace")]
    [InlineData("zoe\u0308", "ZO\u00cb")]
    [InlineData("Ada", null)]
    public void List_ByName_IgnoresCaseSpaceAndForm(string name, string? expected)
    {
        Array.ForEach(["Ada Lovelace", "ZO\u00cb"], text => Apply(Create(text)));

        Assert.Equal(expected is null ? [] : [expected], Names(UserSelection.ByName(name)));
    }

    [Theory]
    [InlineData("ad", "Ada", "ada b", "Adam", "ADB")]
    [InlineData("ADA", "Ada", "ada b", "Adam")]
    [InlineData("ada ", "ada b")]
    [InlineData("b")]
    [InlineData("z", "z", "\uff5a\u4f1f")]
    public void List_ByPrefix_IsInTheOrderOfNormalisedNames(string prefix, params string[] expected)
    {
        Array.ForEach(["\uff5a\u4f1f", "Adam", "ADB", "Ada", "z", "ada b", "ac", "c"], text => Apply(Create(text)));

        Assert.Equal(expected, Names(UserSelection.ByPrefix(prefix)));
    }

    [Fact]
    public void List_ThousandsInPages_IsEveryUserOnceInOrder()
    {
        var names = Enumerable.Range(0, 5000).Select(number => $"{number * 7919 % 5000:0000}").ToArray();
        Array.ForEach(names, name => Apply(Create(name)));
        var users = new List<User>();

        PageStart? next = null;

        do
        {
            var page = _view.List(UserSelection.All, next, 37, cancellationToken: Cancellation);
            users.AddRange(page.Users);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(names.Order(StringComparer.Ordinal), users.Select(user => user.Name));
    }

    [Fact]
    public void List_AfterManyChanges_IsWhatASortedListIs()
    {
        var random = new Random(1);
        var expected = new Dictionary<Guid, UserUpdated>();
        var ids = new List<Guid>();

        for (var change = 0; change < 20_000; change++)
        {
            if (ids.Count > 0 && random.Next(3) == 0)
            {
                var known = expected[ids[random.Next(ids.Count)]];
                var deleted = random.Next(3) == 0;
                known = known with { Name = $"{random.Next(100_000)}", Version = known.Version + 1 };
                expected[known.UserId] = known;
                Apply(deleted ? new UserDeleted(known.UserId, known.Name, known.Version, Noon) : known);

                if (deleted)
                {
                    expected.Remove(known.UserId);
                    ids.Remove(known.UserId);
                }
            }
            else
            {
                var created = Create($"{random.Next(100_000)}");
                ids.Add(created.UserId);
                expected.Add(created.UserId, Update(created, created.Name, 1));
                Apply(created);
            }
        }

        Assert.Equal(
            expected.Values.OrderBy(user => user.Name, StringComparer.Ordinal).ThenBy(user => user.UserId).Select(user => user.UserId),
            _view.List(UserSelection.All, null, int.MaxValue / 1024, cancellationToken: Cancellation).Users.Select(user => user.Id));
        Assert.Equal(expected.Count, _view.Count);
    }

    [Fact]
    public async Task WaitAsync_UserComesMeanwhile_ReturnsTrue()
    {
        var created = Create("Ada") with { Version = 2 };

        var waiting = _view.WaitAsync(created.UserId, 2, TimeSpan.FromMinutes(5), Cancellation);
        Assert.False(waiting.IsCompleted);
        Apply(created);

        Assert.True(await waiting);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_ReturnsWhetherItIsKnown()
    {
        var created = Create("Ada");
        Apply(created);

        Assert.True(await _view.WaitAsync(created.UserId, 1, TimeSpan.Zero, Cancellation));
        Assert.False(await _view.WaitAsync(created.UserId, 2, TimeSpan.Zero, Cancellation));
    }

    private void Apply(object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        _view.Apply(user);
    }

    private static UserCreated Create(string name) => new(Guid.CreateVersion7(), name, 1, Noon);

    private static UserUpdated Update(UserCreated created, string name, int version) =>
        new(created.UserId, name, version, created.CreatedAt, created.CreatedAt.AddHours(version - 1));

    private static UserDeleted Delete(UserCreated created, int version) =>
        new(created.UserId, created.Name, version, created.CreatedAt.AddHours(version - 1));

    private IEnumerable<string> Names(UserSelection selection) => _view.List(selection, null, 100, cancellationToken: Cancellation).Users.Select(user => user.Name);
}
