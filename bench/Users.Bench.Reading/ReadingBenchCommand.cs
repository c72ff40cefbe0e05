using System.CommandLine;
using Users.AppHost;
using Users.AppHost.CommandLine;

namespace Users.Bench.Reading;

/// <summary>Is the command line of the benchmark of reading.</summary>
internal sealed class ReadingBenchCommand : ProgramCommand
{
    private const string Environment =
        """
        Environment:
          KAFKA_HOME  the Apache Kafka distribution to use
        """;

    public ReadingBenchCommand()
        : base(
            "dotnet run -c Release --project bench/Users.Bench.Reading --",
            "Measures what the API's copy of the users costs in memory, how quickly it answers, and how quickly it is there again.",
            Environment)
    {
        var users = new Argument<int>("users")
        {
            Description = "how many users there are",
            DefaultValueFactory = _ => 1_000_000,
            CustomParser = result => Numbers.Read(result, result.Tokens[0].Value),
        };

        Add(users);
        SetAction(result => RunAsync(new Population(result.GetValue(users))));
    }

    private static async Task RunAsync(Population population)
    {
        MemoryBenchmark.Run(population);
        OperationsBenchmark.Run(population);
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Local, "bench", $"reading-{Guid.NewGuid():N}")).FullName;

        try
        {
            await new RestartBenchmark(population, folder).RunAsync(CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
