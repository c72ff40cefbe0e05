using Microsoft.Extensions.Options;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class LookingBackTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly UserView _view = new(TimeProvider.System);

    [Fact]
    public void FindAndList_UserWithAHistory_IsWhatItWasAtEachTime()
    {
        var id = Guid.NewGuid();
        Apply(new UserCreated(id, "First", 1, Noon));
        Apply(new UserUpdated(id, "Second", 2, Noon, Noon.AddHours(1)));
        Apply(new UserUpdated(id, "First", 3, Noon, Noon.AddHours(2)));
        Apply(new UserDeleted(id, "First", 4, Noon.AddHours(3)));

        Assert.Null(_view.Find(id, Noon.AddTicks(-1)));
        Assert.Equal((1, "First"), At(id, Noon));
        Assert.Equal((1, "First"), At(id, Noon.AddHours(1).AddTicks(-1)));
        Assert.Equal((2, "Second"), At(id, Noon.AddHours(1)));
        Assert.Equal((3, "First"), At(id, Noon.AddHours(2)));
        Assert.True(_view.Find(id, Noon.AddHours(3))!.IsDeleted);
        Assert.True(_view.Find(id, DateTimeOffset.MaxValue)!.IsDeleted);

        string[][] lists = [[], ["First"], ["Second"], ["First"], [], []];
        Assert.Equal(lists, Enumerable.Range(-1, 6).Select(hour => Names(Noon.AddHours(hour))));
    }

    // What a list is at a time must not depend on how its events came, nor on pages. Clocks of consumers may differ, too.
    [Theory]
    [InlineData(40, 1)]
    [InlineData(400, 7)]
    [InlineData(6000, 200)]
    public void FindAndList_ManyHistoriesInAnyOrder_AreThoseOfTheLatestVersionAtEachTime(int userCount, int limit)
    {
        var random = new Random(userCount);
        var histories = Enumerable.Range(0, userCount).Select(_ => CreateHistory(random)).ToDictionary(history => history[0].Id);
        var events = histories.Values.SelectMany(history => history).Select(version => version.Event).ToArray();
        events = [.. events, .. events.Where(_ => random.Next(3) == 0)];
        random.Shuffle(events);

        Array.ForEach(events, Apply);

        foreach (var time in Enumerable.Range(-1, 12).Select(hour => Noon.AddHours(hour)))
        {
            var expected = histories.Values.Select(history => history.LastOrDefault(version => version.At <= time)).OfType<Version>().ToList();
            var shown = expected.Where(version => !version.IsDeleted).Select(version => (version.Name, version.Id)).Order().ToList();
            Assert.Equal(shown, Pages(time, limit));
            Assert.Equal(shown, Pages(time, limit, budget: 3));
            Assert.All(expected, version => Assert.Equal(version.Number, _view.Find(version.Id, time)!.Version));
        }

        var last = histories.Values.Select(history => history[^1]).Where(version => !version.IsDeleted);
        Assert.Equal(last.Select(version => (version.Name, version.Id)).Order(), Pages(null, limit));
        Assert.Equal(userCount, _view.CountRegistrations(Period.Year).Sum(period => period.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(700)]
    public void Find_AsOfWithManyVersionsInAnyOrder_IsTheNewestThatHadComeAbout(int count)
    {
        var random = new Random(count);
        var id = Guid.NewGuid();
        // Time goes back now and then, as clocks do.
        var versions = Enumerable.Range(1, count).Select(number => (Number: number, At: Noon.AddMinutes(number + random.Next(20)))).ToArray();
        var shuffled = versions.ToArray();
        random.Shuffle(shuffled);
        var other = new UserView(TimeProvider.System);

        foreach (var (number, at) in versions)
        {
            other.Apply(new(id, $"{number}", number, Noon, at));
        }

        Array.ForEach(shuffled, version => _view.Apply(new(id, $"{version.Number}", version.Number, Noon, version.At)));

        foreach (var time in Enumerable.Range(-1, count + 25).Select(minute => Noon.AddMinutes(minute)))
        {
            var expected = versions.Where(version => version.At <= time).Select(version => (int?)version.Number).Max();
            Assert.Equal(expected, _view.Find(id, time)?.Version);
            Assert.Equal(expected, other.Find(id, time)?.Version);
        }
    }

    [Fact]
    public void List_AsOfWithThousandsOfVersionsOfOneName_ComesToItsEnd()
    {
        var id = Guid.NewGuid();

        foreach (var number in Enumerable.Range(1, 20_000))
        {
            _view.Apply(new(id, number % 2 == 0 ? "even" : "odd", number, Noon, Noon.AddSeconds(number)));
        }

        Assert.Equal(["odd"], Names(Noon.AddSeconds(15_001)));
        Assert.Equal(["even"], Pages(Noon.AddSeconds(15_002), 10, budget: 100).Select(user => user.Name));
        Assert.Empty(Names(Noon));
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(1, 3, 0, 2)]
    [InlineData(0, 3, 3, 1, 2, 0)]
    public void Apply_DeletedWhereNamesAreErased_LeavesNoNameAtAnyTime(params int[] order)
    {
        var view = new UserView(TimeProvider.System, Options.Create(new ReadingOptions { EraseDeleted = true }));
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        User[] events =
        [
            new(id, "First", 1, Noon, Noon),
            new(id, "Second", 2, Noon, Noon.AddHours(1)),
            new(id, "First", 3, Noon, Noon.AddHours(2)),
            new(id, "First", 4, Noon, Noon.AddHours(3), isDeleted: true),
        ];
        view.Apply(new(other, "Other", 1, Noon, Noon));

        Array.ForEach(order, number => view.Apply(events[number]));

        foreach (var time in Enumerable.Range(-1, 6).Select(hour => (DateTimeOffset?)Noon.AddHours(hour)).Append(null))
        {
            var found = view.Find(id, time)!;
            Assert.Equal((4, true, ""), (found.Version, found.IsDeleted, found.Name));
            var names = view.List(UserSelection.All, null, 10, time, cancellationToken: TestContext.Current.CancellationToken).Users.Select(user => user.Name);
            Assert.Equal(time < Noon ? [] : ["Other"], names);
        }

        Assert.Equal(2, view.CountRegistrations(Period.Year).Sum(period => period.Count));
        using var snapshot = new MemoryStream();
        view.CaptureSnapshot()(snapshot);
        var text = System.Text.Encoding.UTF8.GetString(snapshot.ToArray());
        Assert.Contains("Other", text, StringComparison.Ordinal);
        Assert.DoesNotContain("First", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Second", text, StringComparison.Ordinal);
        snapshot.Position = 0;
        var restored = new UserView(TimeProvider.System);
        restored.RestoreSnapshot(snapshot);
        Assert.True(restored.Find(id, Noon)!.IsErased);
        Assert.Equal(2, restored.CountRegistrations(Period.Year).Sum(period => period.Count));
    }

    [Fact]
    public void List_Cancelled_Ends()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.Throws<OperationCanceledException>(() => _view.List(UserSelection.All, null, 10, Noon, cancellationToken: gone.Token));
    }

    [Fact]
    public void CountRegistrations_ByPeriodInUtc_ShowsPeriodsWithoutAnyAndCountsTheDeleted()
    {
        DateTimeOffset[] times =
        [
            new(2024, 12, 31, 23, 30, 0, TimeSpan.Zero),
            new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new(2025, 1, 1, 1, 0, 0, TimeSpan.FromHours(2)),
            new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero),
            new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero),
        ];
        var ids = times.Select(_ => Guid.NewGuid()).ToArray();
        var events = times.Zip(ids, (time, id) => new UserCreated(id, $"{id}", 1, time)).Reverse().ToArray<object>();
        Array.ForEach([.. events, .. events], Apply);
        Apply(new UserDeleted(ids[0], "x", 2, times[3]));
        Apply(new UserUpdated(ids[1], "y", 2, times[1], times[3]));
        Apply(new UserUpdated(Guid.NewGuid(), "Created event is still to come", 2, times[1], times[3]));

        Assert.Equal(["2024: 2", "2025: 2", "2026: 0", "2027: 1"], Count(Period.Year));
        Assert.Equal(["2024-12: 2", "2025-01: 1", "2025-02: 0", "2025-03: 1", "2025-04: 0"], Count(Period.Month)[..5]);
        Assert.Equal(28, Count(Period.Month).Length);
        Assert.Equal(["2024-12-31: 2", "2025-01-01: 1", "2025-01-02: 0"], Count(Period.Day)[..3]);
        Assert.Equal("2027-03-01: 1", Count(Period.Day)[^1]);
    }

    [Fact]
    public void CountRegistrations_NoUsers_IsEmpty() => Assert.Empty(_view.CountRegistrations(Period.Day));

    [Theory]
    [InlineData("2026-11-21T10:58:47.6970631Z", "2026-11-21T10:58:47.6970631Z")]
    [InlineData("2026-11-21T10:58:47+02:00", "2026-11-21T08:58:47.0000000Z")]
    [InlineData("2026-11-21T10:58:47.5 02:00", "2026-11-21T08:58:47.5000000Z")]
    [InlineData("2026-11-21T10:58-00:30", "2026-11-21T11:28:00.0000000Z")]
    [InlineData("2026-11-21T10:58:47.123456700Z", "2026-11-21T10:58:47.1234567Z")]
    public void Moment_ByIso8601WithItsOffset_IsRead(string text, string expected)
    {
        Assert.True(Moment.TryParse(text, out var moment));
        Assert.Equal(expected, $"{moment.UtcDateTime:O}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21Z")]
    [InlineData("2026-11-21T10:58:47")]
    [InlineData("2026-11-21 10:58:47Z")]
    [InlineData("2026-11-31T10:58:47Z")]
    [InlineData("2026-11-21T25:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-11-21T10:58:47Z\n")]
    [InlineData("2026-11-21T10:58:47+99:00")]
    [InlineData("21/11/2026 10:58:47 +00:00")]
    [InlineData("\u0662\u0660\u0662\u0666-11-21T10:58:47Z")]
    public void Moment_AnythingElse_IsRefused(string text) => Assert.False(Moment.TryParse(text, out _));

    private static List<Version> CreateHistory(Random random)
    {
        var id = Guid.NewGuid();
        var created = Noon.AddHours(random.Next(5));
        var versions = new List<Version> { Create(1, created, isDeleted: false) };

        for (var number = 2; number <= random.Next(1, 6); number++)
        {
            versions.Add(Create(number, Noon.AddHours(random.Next(10)), isDeleted: false));
        }

        return random.Next(3) > 0 ? versions : [.. versions, Create(versions.Count + 1, Noon.AddHours(random.Next(10)), isDeleted: true)];

        Version Create(int number, DateTimeOffset at, bool isDeleted)
        {
            // Few names, so that users come back to a name that they had.
            var name = $"{random.Next(20):00}";
            object outcome = isDeleted ? new UserDeleted(id, name, number, at)
                : number == 1 ? new UserCreated(id, name, number, at)
                : new UserUpdated(id, name, number, created, at);
            return new(id, number, name, at, isDeleted, outcome);
        }
    }

    private IEnumerable<(string Name, Guid Id)> Pages(DateTimeOffset? asOf, int limit, int budget = int.MaxValue)
    {
        PageStart? next = null;

        do
        {
            var page = _view.List(UserSelection.All, next, limit, asOf, budget, TestContext.Current.CancellationToken);
            Assert.True(page.Users.Count <= limit);

            foreach (var user in page.Users)
            {
                yield return (user.Name, user.Id);
            }

            next = page.Next;
        }
        while (next is not null);
    }

    private string[] Count(Period period) => [.. _view.CountRegistrations(period).Select(count => $"{period.Format(count.Start)}: {count.Count}")];

    private (int Version, string Name) At(Guid id, DateTimeOffset time) => (_view.Find(id, time)!.Version, _view.Find(id, time)!.Name);

    private IEnumerable<string> Names(DateTimeOffset asOf) => _view.List(UserSelection.All, null, 100, asOf, cancellationToken: TestContext.Current.CancellationToken).Users.Select(user => user.Name);

    private void Apply(object outcome)
    {
        Assert.True(User.TryFrom(outcome, out var user));
        _view.Apply(user);
    }

    private sealed record Version(Guid Id, int Number, string Name, DateTimeOffset At, bool IsDeleted, object Event);
}
