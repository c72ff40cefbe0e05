using Users.Bench.Measuring;

namespace Users.Bench.Reporting;

/// <summary>Looks up what a section measured.</summary>
internal sealed class Figures(SectionResult section)
{
    public IReadOnlyList<int> Connections { get; } =
        [.. section.Measurements.Where(m => m.Plan.PerSecond is null).Select(m => m.Plan.Connections).Distinct().Order()];

    /// <summary>Returns a figure of each round.</summary>
    public Statistics Of(string system, int connections, Func<Measurement, double?> figure, bool limited = false) =>
        new(Find(system, connections, limited).Select(figure));

    /// <summary>Returns how many times the figure of one system is that of the other, for each round.</summary>
    public Statistics Ratio(
        string system, string other, int connections, Func<Measurement, double?> figure, bool limited = false, bool percent = false) =>
        new(Find(system, connections, limited).Join(
            Find(other, connections, limited),
            one => one.Round,
            two => two.Round,
            (one, two) => (percent ? 100 : 1) * figure(one) / figure(two)));

    public long Errors(string system) => section.Measurements.Where(m => m.System == system).Sum(m => m.Load.Errors);

    public IEnumerable<Measurement> Find(string system, int connections, bool limited = false) =>
        section.Measurements.Where(m => m.System == system && m.Plan.Connections == connections && m.Plan.PerSecond is not null == limited);
}
