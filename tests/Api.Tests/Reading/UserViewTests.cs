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

        _view.Apply(created);
        user = _view.Find(created.UserId)!;
        Assert.Equal((created.UserId, created.Name, created.Version, created.CreatedAt), (user.Id, user.Name, user.Version, user.CreatedAt));
        Assert.Null(_view.Find(Guid.NewGuid()));
    }

    [Fact]
    public void Apply_AgainOrAnOlderVersion_ChangesNothing()
    {
        var second = Create("Second") with { Version = 2 };
        _view.Apply(second);

        _view.Apply(second with { Name = "Another" });
        _view.Apply(second with { Name = "First", Version = 1 });

        Assert.Equal("Second", _view.Find(second.UserId)!.Name);
        Assert.Equal(["Second"], Names(UserSelection.All));
    }

    [Fact]
    public void Apply_NewerVersion_IsFoundByTheNewNameOnly()
    {
        var first = Create("First");
        _view.Apply(first);

        _view.Apply(first with { Name = "Second", Version = 2 });

        Assert.Empty(Names(UserSelection.ByName("first")));
        Assert.Equal(["Second"], Names(UserSelection.ByName("second")));
        Assert.Equal(1, _view.Count);
    }

    [Fact]
    public void Apply_EveryOrderOfVersions_EndsTheSame()
    {
        var versions = Enumerable.Range(1, 4).Select(version => Create($"Name {version}") with { Version = version }).ToArray();

        for (var seed = 0; seed < 50; seed++)
        {
            var id = Guid.NewGuid();
            var events = versions.Concat(versions).Select(created => created with { UserId = id }).ToArray();
            new Random(seed).Shuffle(events);

            Array.ForEach(events, _view.Apply);

            Assert.Equal(("Name 4", 4), (_view.Find(id)!.Name, _view.Find(id)!.Version));
        }
    }

    [Theory]
    [InlineData("ada lovelace", "Ada Lovelace")]
    [InlineData(" ADA LOVELACE\u3000", "Ada Lovelace")]
    [InlineData("zoe\u0308", "ZO\u00cb")]
    [InlineData("Ada", null)]
    public void List_ByName_IgnoresCaseSpaceAndForm(string name, string? expected)
    {
        Array.ForEach(["Ada Lovelace", "ZO\u00cb"], text => _view.Apply(Create(text)));

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
        Array.ForEach(["\uff5a\u4f1f", "Adam", "ADB", "Ada", "z", "ada b", "ac", "c"], text => _view.Apply(Create(text)));

        Assert.Equal(expected, Names(UserSelection.ByPrefix(prefix)));
    }

    [Fact]
    public void List_ThousandsInPages_IsEveryUserOnceInOrder()
    {
        var names = Enumerable.Range(0, 5000).Select(number => $"{number * 7919 % 5000:0000}").ToArray();
        Array.ForEach(names, name => _view.Apply(Create(name)));
        var users = new List<User>();

        for (IReadOnlyList<User> page; (page = _view.List(UserSelection.All, users.Count == 0 ? null : Position.Of(users[^1]), 37)).Count > 0;)
        {
            users.AddRange(page);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), users.Select(user => user.Name));
    }

    [Fact]
    public void List_AfterManyChanges_IsWhatASortedListIs()
    {
        var random = new Random(1);
        var expected = new SortedDictionary<Guid, UserCreated>();

        for (var change = 0; change < 20_000; change++)
        {
            var known = expected.Count > 0 && random.Next(3) == 0 ? expected.Values.ElementAt(random.Next(Math.Min(expected.Count, 50))) : null;
            var created = Create($"{random.Next(100_000)}");
            created = known is null ? created : created with { UserId = known.UserId, Version = known.Version + 1 };
            expected[created.UserId] = created;
            _view.Apply(created);
        }

        Assert.Equal(
            expected.Values.OrderBy(user => user.Name, StringComparer.Ordinal).ThenBy(user => user.UserId).Select(user => user.UserId),
            _view.List(UserSelection.All, null, int.MaxValue / 1024).Select(user => user.Id));
    }

    [Fact]
    public async Task WaitAsync_UserComesMeanwhile_ReturnsTrue()
    {
        var created = Create("Ada") with { Version = 2 };

        var waiting = _view.WaitAsync(created.UserId, 2, TimeSpan.FromMinutes(5), Cancellation);
        Assert.False(waiting.IsCompleted);
        _view.Apply(created);

        Assert.True(await waiting);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_ReturnsWhetherItIsKnown()
    {
        var created = Create("Ada");
        _view.Apply(created);

        Assert.True(await _view.WaitAsync(created.UserId, 1, TimeSpan.Zero, Cancellation));
        Assert.False(await _view.WaitAsync(created.UserId, 2, TimeSpan.Zero, Cancellation));
    }

    private static UserCreated Create(string name) => new(Guid.CreateVersion7(), name, 1, Noon);

    private IEnumerable<string> Names(UserSelection selection) => _view.List(selection, null, 100).Select(user => user.Name);
}
