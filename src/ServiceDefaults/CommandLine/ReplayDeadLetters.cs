using Confluent.Kafka;
using KafkaRider;
using Microsoft.Extensions.Configuration;

namespace Users.ServiceDefaults.CommandLine;

/// <summary>Is the command <c>replay-dead-letters [--dry-run]</c> of every service that executes commands.</summary>
public static class ReplayDeadLetters
{
    /// <summary>The first argument of the program.</summary>
    public const string Name = "replay-dead-letters";

    /// <summary>Sends the dead letters of a service once more to where they came from, prints what became of each, and returns the exit code.</summary>
    /// <param name="options">What follows the command.</param>
    /// <param name="configuration">How to reach Kafka.</param>
    /// <param name="topics">The topics of dead letters that the service writes to.</param>
    public static async Task<int> RunAsync(string[] options, IConfiguration configuration, params string[] topics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(topics);

        if (await CommandUsage.AnswerAsync(Name, HelpOn(topics), options) is { } exitCode)
        {
            return exitCode;
        }

        var kafka = new KafkaOptions();
        configuration.Bind(KafkaOptions.SectionName, kafka);
        try
        {
            var dryRun = options.Length > 0;
            var count = 0;

            foreach (var topic in topics)
            {
                await foreach (var letter in DeadLetterReplay.RunAsync(kafka, topic, dryRun))
                {
                    Console.WriteLine(Describe(letter, dryRun));
                    count += letter.IsSent ? 1 : 0;
                }
            }

            Console.WriteLine($"{count} dead letters {(dryRun ? "would be" : "were")} sent again");
            return 0;
        }
        catch (KafkaException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Error.Reason}");
            return 1;
        }
    }

    internal static string Describe(ReplayedDeadLetter letter, bool dryRun)
    {
        var place = $"{letter.Topic} [[{letter.Partition}]] @{letter.Offset}: {letter.OriginalTopic}[{letter.OriginalPartition}]@{letter.OriginalOffset}";

        return letter.IsSent ? $"{place}: {(dryRun ? "would be sent" : "sent")} ({letter.Reason})" : $"{place}: left, because {letter.LeftBecause}";
    }

    private static string HelpOn(string[] topics) =>
        $"""
        Usage: {Name} [--dry-run]

        Sends each dead letter of {string.Join(" and ", topics)} once more to where it came from. With --dry-run it only tells which.

        Environment:
          Kafka__BootstrapServers  the brokers, such as localhost:9092
          Kafka__Prefix            what stands before the names of the topics, if anything does
        """;
}
