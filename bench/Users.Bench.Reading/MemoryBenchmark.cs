using System.Diagnostics;
using Users.Api.Reading;

namespace Users.Bench.Reading;

/// <summary>Measures what the view costs and how quickly it answers, in this process.</summary>
internal static class MemoryBenchmark
{
    private const int Lookups = 200_000;

    public static void Run(Population population)
    {
        var view = new UserView(TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Apply(view, population.Created());
        var created = GC.GetTotalMemory(forceFullCollection: true);
        Report($"memory per user in one version: {(created - before) / population.Count} B");

        Measure(view, population);

        Apply(view, population.Renamed());
        var renamed = GC.GetTotalMemory(forceFullCollection: true);
        Report($"memory per former version: {(renamed - created) / population.Count} B");
        GC.KeepAlive(view);
    }

    private static void Measure(UserView view, Population population)
    {
        var users = population.Created().Take(Lookups).ToList();
        var random = new Random(1);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(users));
        var selections = users.Select(user => UserSelection.ByPrefix(user.Name[..3])).ToList();
        var names = users.Select(user => UserSelection.ByName(user.Name)).ToList();
        var middle = users[0].CreatedAt;

        Time("find by id", users.Count, at => view.Find(users[at].UserId));
        Time("find by name", users.Count, at => view.List(names[at], null, 1));
        Time("page of 50 by prefix", users.Count, at => view.List(selections[at], null, 51));
        Time("page of 50 by prefix as of a time", users.Count / 10, at => view.List(selections[at], null, 51, middle));
        Time("page of 50 as of before the first event, the dearest", 20, _ => view.List(UserSelection.All, null, 51, DateTimeOffset.UnixEpoch));
        Time("report by month", 1000, _ => view.CountRegistrations(Period.Month));
        Time("copy for a snapshot, for which readers wait", 20, _ => view.CaptureSnapshot());
    }

    private static void Apply(UserView view, IEnumerable<object> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (User.TryFrom(outcome, out var user))
            {
                view.Apply(user);
            }
        }
    }

    private static void Time(string what, int count, Func<int, object?> action)
    {
        action(0);
        var started = Stopwatch.GetTimestamp();

        for (var at = 0; at < count; at++)
        {
            action(at);
        }

        Report($"{what}: {Stopwatch.GetElapsedTime(started).TotalMicroseconds / count:F1} us");
    }

    private static void Report(string line) => Console.WriteLine(line);
}
