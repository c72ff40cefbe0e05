namespace Users.Faults.Checking;

/// <summary>I11. What is tried again must come to an end; what is tried for ever shows in the topics or in the logs.</summary>
internal static class Repetitions
{
    // A consumer that is killed, or that loses its partitions, leaves what it had not committed to the next one, which tells it again.
    private const int TellingsAtMost = 3;

    // Starts, stack traces and whatever a fault has to be said of once; then, what may be said again of a fault that lasts.
    private const long LogAtOnce = 64 * 1024;
    private const long LogPerSecond = 1024;

    public static void Check(Facts facts, Tally tally)
    {
        foreach (var operation in facts.EventsByOperation)
        {
            // Whoever sends a command again asks to be told again.
            var commands = Math.Max(1, facts.CommandsByOperation[operation.Key].Count());
            tally.Check(
                operation.Count() <= TellingsAtMost * commands,
                $"operation {operation.Key} was commanded {commands} times and has {operation.Count()} events");
        }

        foreach (var answers in facts.Evidence.Replies.Where(reply => reply.InReplyTo is not null).GroupBy(reply => reply.InReplyTo))
        {
            tally.Check(answers.Count() <= TellingsAtMost, $"the command {answers.Key} was answered {answers.Count()} times");
        }

        foreach (var letters in facts.Evidence.DeadLetters.GroupBy(letter => (letter.Partition, letter.Offset)))
        {
            tally.Check(
                letters.Count() <= TellingsAtMost, $"the command {letters.Key.Partition}@{letters.Key.Offset} has {letters.Count()} dead letters");
        }

        foreach (var log in facts.Evidence.Logs)
        {
            var bound = LogAtOnce + (long)(LogPerSecond * log.Time.TotalSeconds);
            tally.Check(log.Bytes <= bound, $"{log.Instance} wrote {log.Bytes} bytes to its log in {log.Time.TotalSeconds:0} s, more than {bound}");
        }
    }
}
