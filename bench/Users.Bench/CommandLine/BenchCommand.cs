using System.CommandLine;
using Users.AppHost.CommandLine;
using Users.Bench.Systems;

namespace Users.Bench.CommandLine;

/// <summary>Is the command line of the benchmark.</summary>
internal sealed class BenchCommand : ProgramCommand
{
    private const string Notes =
        """
        Environment:
          KAFKA_HOME     the Apache Kafka distribution to use; without it the embedded broker is used, whose figures are labelled as such
          DATABASE_HOME  the MySQL or MariaDB distribution to use; without it what is installed. The section tls needs one with TLS, as MySQL is

        wrk and MariaDB or MySQL must be installed. RabbitMQ need not be: what is missing is left out, and the report says so.
        The databases, logs and figures lie in .local/bench.
        """;

    private static readonly BenchOptions Full = new();

    public BenchCommand(Func<BenchOptions, Task<int>> run)
        : base(
            "dotnet run -c Release --project bench/Users.Bench --",
            "Measures the system beside what one would use instead, and writes a report in Markdown.",
            Notes)
    {
        var quick = new SwitchOption("--quick", "one short round, to see that everything works; its figures mean nothing");
        var sections = ListOption.OfNames(
            "--sections",
            $"what to measure; what was measured before stays in the report [default: {string.Join(',', BenchOptions.AllSections)}]",
            BenchOptions.AllSections);
        var rounds = new NumberOption("--rounds", "rounds, in which the systems take turns") { Default = Full.Rounds };
        var seconds = new NumberOption("--seconds", "length of one measurement") { Default = Full.Seconds };
        var warmUp = new NumberOption("--warm-up", "seconds of load before the first measurement of a turn, for each instance")
        {
            Default = Full.WarmUpSeconds,
        };
        var connections = ListOption.OfNumbers("--connections", $"loads of the sections main and tls [default: {string.Join(',', Full.Connections)}]");
        var only = ListOption.OfNames(
            "--only", "systems of the sections main and registrations [default: all]",
            [.. AllSystems.Create().Concat(AllSystems.CreateRegistrations()).Select(system => system.Name)]);
        var rows = ListOption.OfNumbers("--rows", $"users in the tables of the section tables [default: {string.Join(',', Full.Rows)}]");
        var report = new Option<string>("--report")
        {
            HelpName = "FILE",
            Description = "where the report goes: behind the line \"<!-- measured -->\" if the file has one [default: the standard output]",
        };
        var reportOnly = new SwitchOption("--report-only", "measures nothing, and writes the report of what was measured before");

        foreach (var option in (Option[])[quick, sections, rounds, seconds, warmUp, connections, only, rows, report, reportOnly])
        {
            Add(option);
        }

        SetAction(result =>
        {
            var usual = result.GetValue(quick) ? BenchOptions.Quick : Full;

            return run(new BenchOptions
            {
                ReportOnly = result.GetValue(reportOnly),
                Sections = result.GetValue(sections, usual.Sections),
                Rounds = result.GetValue(rounds, usual.Rounds),
                Seconds = result.GetValue(seconds, usual.Seconds),
                WarmUpSeconds = result.GetValue(warmUp, usual.WarmUpSeconds),
                Connections = result.GetValue(connections, usual.Connections),
                Only = result.GetValue(only, usual.Only),
                Rows = result.GetValue(rows, usual.Rows),
                Report = result.GetValue(report),
            });
        });
    }
}
