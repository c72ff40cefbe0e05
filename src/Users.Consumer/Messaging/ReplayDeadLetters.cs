using Confluent.Kafka;
using KafkaRider;
using Users.Contracts;

namespace Users.Consumer.Messaging;

/// <summary>Is the command <c>replay-dead-letters [--dry-run]</c>.</summary>
internal static class ReplayDeadLetters
{
    public const string Name = "replay-dead-letters";

    public static async Task<int> RunAsync(string[] options, IConfiguration configuration)
    {
        if (options is not ([] or ["--dry-run"]))
        {
            await Console.Error.WriteLineAsync($"usage: {Name} [--dry-run]");
            return 2;
        }

        var kafka = new KafkaOptions();
        configuration.Bind(KafkaOptions.SectionName, kafka);
        try
        {
            var dryRun = options.Length > 0;
            var count = await DeadLetterReplay.RunAsync(kafka, Topics.DeadLetters.Name, dryRun, Console.WriteLine);
            Console.WriteLine($"{count} dead letters {(dryRun ? "would be" : "were")} sent again");
            return 0;
        }
        catch (KafkaException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Error.Reason}");
            return 1;
        }
    }
}
