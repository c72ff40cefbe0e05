using System.Globalization;
using Users.Bench.Measuring;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Holds the figures against the goals of the project.</summary>
internal static class Targets
{
    // Requests/s of peers on the Java platform, measured apart from this repository on the same kind of machine: real Kafka, MariaDB,
    // one INSERT for each command, no inbox.
    public static readonly IReadOnlyList<(string Name, double Factor, IReadOnlyDictionary<int, double> PerSecond)> ElsewhereMeasured =
    [
        ("Spring Boot 4.1 ReplyingKafkaTemplate", 3, new Dictionary<int, double> { [1] = 614, [32] = 2_182, [128] = 2_843, [512] = 3_851 }),
        ("Quarkus 3.27 KafkaRequestReply", 2, new Dictionary<int, double> { [1] = 675, [128] = 4_660, [512] = 5_500 }),
    ];

    private static readonly (int Connections, double Factor)[] AgainstDirect = [(32, 1.0), (128, 1.7), (512, 2.5)];

    private static readonly (int Connections, double Factor)[] AgainstRabbit = [(128, 3), (512, 3)];

    public static IEnumerable<Target> Of(Figures main, SectionResult section)
    {
        foreach (var (connections, factor) in AgainstDirect)
        {
            yield return Target.AtLeast(
                Text($"requests/s at {connections} against one INSERT per request: >= {factor:0.0}x"),
                factor, main.Ratio(AllSystems.Ours, AllSystems.Direct, connections, PerSecond), "0.00", "x");
        }

        foreach (var (connections, factor) in AgainstRabbit)
        {
            yield return Target.AtLeast(
                Text($"requests/s at {connections} against MassTransit over RabbitMQ: >= {factor:0}x"),
                factor, main.Ratio(AllSystems.Ours, AllSystems.Rabbit, connections, PerSecond), "0.00", "x");
        }

        yield return Target.AtMost(
            "p99 at half the load that MassTransit over RabbitMQ can take, against its p99 there: <= 0.5x",
            0.5, main.Ratio(AllSystems.Ours, AllSystems.Rabbit, 128, m => m.Load.P99, limited: true), "0.00", "x");

        foreach (var (name, least, perSecond) in ElsewhereMeasured)
        {
            foreach (var (connections, factor) in AgainstElsewhere(least))
            {
                yield return Target.AtLeast(
                    Text($"requests/s at {connections} against {name}: >= {factor:0}x"),
                    factor, main.Of(AllSystems.Ours, connections, m => m.Load.PerSecond / perSecond[connections]), "0.00", "x");
            }
        }

        var lost = section.RowChecks.Where(check => check.System is AllSystems.Ours or AllSystems.OursTwice).Sum(check => check.Lost);
        var errors = main.Errors(AllSystems.Ours) + main.Errors(AllSystems.OursTwice);
        yield return new Target("no answer lost, no error (ours, all rounds)", Text($"{lost} lost, {errors} errors"), lost + errors == 0);

        foreach (var connections in new[] { 128, 512 })
        {
            yield return Target.AtLeast(
                Text($"requests/s at {connections} against ours with a store that answers at once: >= 70 %"),
                70, main.Ratio(AllSystems.Ours, AllSystems.Instant, connections, PerSecond, percent: true), "0", " %");
        }

        yield return Target.AtMost(
            "p50 at one connection against Confluent.Kafka alone plus one commit: <= 1.5x", 1.5, LatencyRatio(main), "0.00", "x");
        yield return Target.AtMost("allocated by the API per request at 512: <= 6 KB", 6, Ours(m => m.AllocatedKilobytes(BenchSystem.Api)), "0.0", " KB");
        yield return Target.AtMost(
            "allocated by the consumer per request at 512: <= 12 KB", 12, Ours(m => m.AllocatedKilobytes(BenchSystem.Consumer)), "0.0", " KB");
        yield return Target.AtMost("GC pauses of the API at 512: < 3 % of the time", 3, Ours(m => m.PausePercent(BenchSystem.Api)), "0.0", " %");
        yield return Target.AtMost("GC pauses of the consumer at 512: < 3 % of the time", 3, Ours(m => m.PausePercent(BenchSystem.Consumer)), "0.0", " %");
        yield return Target.AtMost("CPU of the API per request at 512: <= 45 us", 45, Ours(m => m.CpuMicroseconds(BenchSystem.Api)), "0", " us");
        yield return Target.AtMost(
            "CPU of the consumer per request at 512: <= 60 us", 60, Ours(m => m.CpuMicroseconds(BenchSystem.Consumer)), "0", " us");

        Statistics Ours(Func<Measurement, double?> figure) => main.Of(AllSystems.Ours, 512, figure);
    }

    /// <summary>Returns how many requests/s the targets ask for, by what they are held against and by connections.</summary>
    public static IEnumerable<(string Against, IReadOnlyDictionary<int, double> PerSecond)> InRequests(Figures main)
    {
        yield return ("one INSERT per request", Times(AgainstDirect, AllSystems.Direct));
        yield return ("MassTransit over RabbitMQ", Times(AgainstRabbit, AllSystems.Rabbit));

        foreach (var (name, least, perSecond) in ElsewhereMeasured)
        {
            yield return (name, AgainstElsewhere(least).ToDictionary(goal => goal.Connections, goal => goal.Factor * perSecond[goal.Connections]));
        }

        Dictionary<int, double> Times((int Connections, double Factor)[] goals, string system) => goals
            .Select(goal => (goal.Connections, goal.Factor, PerSecond: main.Of(system, goal.Connections, PerSecond)))
            .Where(goal => !goal.PerSecond.IsEmpty)
            .ToDictionary(goal => goal.Connections, goal => goal.Factor * goal.PerSecond.Median);
    }

    public static IEnumerable<Target> OfTables(Figures tables, SectionResult section)
    {
        var names = section.Titles.Keys.ToList();

        foreach (var connections in tables.Connections)
        {
            yield return Target.AtLeast(
                Text($"requests/s at {connections} with {section.Titles[names[^1]]} against {section.Titles[names[0]]}: >= 80 %"),
                80, tables.Ratio(names[^1], names[0], connections, PerSecond, percent: true), "0", " %");
        }
    }

    public static IEnumerable<Target> OfTls(Figures tls) => tls.Connections.Select(connections => Target.AtLeast(
        Text($"requests/s at {connections} with TLS to MySQL against without: >= 0.9x"),
        0.9, tls.Ratio(AllSystems.WithTls, AllSystems.WithoutTls, connections, PerSecond), "0.00", "x"));

    private static (int Connections, double Factor)[] AgainstElsewhere(double factor) => [(1, 1), (128, factor), (512, factor)];

    private static double? PerSecond(Measurement measurement) => measurement.Load.PerSecond;

    private static Statistics LatencyRatio(Figures main) => new(
        from ours in main.Find(AllSystems.Ours, 1)
        join raw in main.Find(AllSystems.Raw, 1) on ours.Round equals raw.Round
        join store in main.Find(AllSystems.Store, 1) on ours.Round equals store.Round
        select (double?)(ours.Load.P50 / (raw.Load.P50 + store.Load.P50)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
