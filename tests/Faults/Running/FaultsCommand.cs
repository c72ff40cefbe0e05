using System.CommandLine;
using System.CommandLine.Parsing;
using Users.AppHost;
using Users.AppHost.CommandLine;
using Users.Faults.Scenarios;

namespace Users.Faults.Running;

/// <summary>Is the command line of the fault suite.</summary>
internal sealed class FaultsCommand : ProgramCommand
{
    private const string KafkaHome = "KAFKA_HOME";

    private const string Environment =
        $"""
        Environment:
          {KafkaHome}  an Apache Kafka distribution (needs Java 17); without it the embedded broker serves,
                      for the scenarios that can do with it

        Scenarios:
        """;

    public FaultsCommand(Func<RunOptions, Task<int>> run)
        : base(
            "dotnet run --project tests/Faults --",
            "Runs the fault scenarios with real processes and prints a report; the exit code is 0 when all promises hold.",
            string.Join('\n', ScenarioList.All.Select(scenario => $"  {scenario.Id,-5} {scenario.Fault}").Prepend(Environment)))
    {
        var quick = new SwitchOption("--quick", "the quick subset only");
        var scenarios = ListOption.OfNames(
            "--scenario", "these scenarios only [default: all]", [.. ScenarioList.All.Select(scenario => scenario.Id)]);
        var brokers = new Option<int>("--brokers")
        {
            HelpName = "1|3",
            Description = $"how many brokers; more than one need {KafkaHome}",
            DefaultValueFactory = _ => 1,
            CustomParser = ReadBrokers,
        };
        var seed = new NumberOption(
            "--seed", "the seed of the load and of what is random in the faults [default: made up, and printed]", least: int.MinValue);
        var registrations = new NumberOption("--registrations", "how many registrations C20 makes", least: 200) { Default = RunOptions.UsualRegistrations };
        var report = new Option<string>("--report") { HelpName = "FILE", Description = "write the report there, too" };

        foreach (var option in (Option[])[quick, scenarios, brokers, seed, registrations, report])
        {
            Add(option);
        }

        SetAction(result => run(new RunOptions
        {
            Quick = result.GetValue(quick),
            Scenarios = result.GetValue(scenarios, []),
            Brokers = result.GetValue(brokers),
            Seed = result.GetValue(seed, Random.Shared.Next()),
            Registrations = result.GetValue(registrations),
            ReportFile = result.GetValue(report),
            KafkaHome = EnvironmentVariable.Find(KafkaHome),
        }));
    }

    /// <summary>Tells whether the arguments are for the scenarios, and not for xunit.</summary>
    public static bool AreMeant(IReadOnlyList<string> arguments) =>
        arguments is [] or ["-h"] || arguments[0].StartsWith("--", StringComparison.Ordinal);

    private static int ReadBrokers(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "1":
                return 1;
            case "3" when EnvironmentVariable.Find(KafkaHome) is not null:
                return 3;
            case "3":
                result.AddError($"--brokers 3 needs {KafkaHome}, an Apache Kafka distribution.");
                return default;
            case var other:
                result.AddError($"--brokers takes 1 or 3, not '{other}'.");
                return default;
        }
    }
}
