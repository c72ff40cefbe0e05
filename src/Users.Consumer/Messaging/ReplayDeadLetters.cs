using Confluent.Kafka;
using KafkaRider;
using Users.Consumer.Hosting;
using Users.Contracts;

namespace Users.Consumer.Messaging;

/// <summary>Is the command <c>replay-dead-letters [--dry-run]</c>.</summary>
internal static class ReplayDeadLetters
{
    public const string Name = "replay-dead-letters";

    private const string Help =
        $"""
        Usage: {Name} [--dry-run]

        Sends each dead letter once more to where it came from. With --dry-run it only tells which.

        Environment:
          Kafka__BootstrapServers  the brokers, such as localhost:9092
          Kafka__Prefix            what stands before the names of the topics, if anything does
        """;

    public static async Task<int> RunAsync(string[] options, IConfiguration configuration)
    {
        if (await CommandUsage.AnswerAsync(Name, Help, options) is { } exitCode)
        {
            return exitCode;
        }

        var kafka = new KafkaOptions();
        configuration.Bind(KafkaOptions.SectionName, kafka);
        try
        {
            var dryRun = options.Length > 0;
            var count = 0;

            await foreach (var letter in DeadLetterReplay.RunAsync(kafka, Topics.DeadLetters.Name, dryRun))
            {
                Console.WriteLine(Describe(letter, dryRun));
                count += letter.IsSent ? 1 : 0;
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
}
