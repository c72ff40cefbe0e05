using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>I8.</summary>
internal static class CommandOrder
{
    public static void Check(Facts facts, Tally tally)
    {
        var executable = facts.Evidence.Commands
            .Where(command => command is { Kind: not null, OperationId: not null } && !facts.IsDeadLettered(command));

        var isRepartitioned = facts.Evidence.IsRepartitioned;

        foreach (var (subject, commands) in executable.GroupBy(SubjectOf).SelectMany(commands => Ordered(commands, isRepartitioned)))
        {
            var partitions = commands.Select(command => command.Partition).Distinct().Count();
            tally.Check(partitions == 1, $"the commands for '{subject}' lie in {partitions} partitions");

            // A retry stands for the first command of its operation.
            var operations = commands.OrderBy(command => command.Offset).Select(command => command.OperationId!.Value).Distinct().ToList();
            var executed = operations.Select(operation => facts.InboxByOperation[operation].FirstOrDefault()).OfType<InboxRow>().ToList();

            CheckExecution(facts, subject, executed, tally);
            CheckEvents(facts, subject, operations, tally);
        }
    }

    private static IEnumerable<(string Subject, IEnumerable<CommandRecord> Commands)> Ordered(
        IGrouping<string, CommandRecord> commands, bool isRepartitioned) =>
        isRepartitioned ? commands.GroupBy(command => command.Partition).Select(some => (commands.Key, some.AsEnumerable())) : [(commands.Key, commands)];

    private static string SubjectOf(CommandRecord command) =>
        command.Kind == CommandKind.Create ? UserName.Normalize(command.Name ?? "") : $"{command.UserId}";

    private static void CheckExecution(Facts facts, string subject, List<InboxRow> executed, Tally tally)
    {
        var isCreatedOnce = !facts.Evidence.IsRepartitioned && IsCreatedOnce(facts, subject);

        for (var next = 0; next < executed.Count; next++)
        {
            var row = executed[next];

            if (isCreatedOnce)
            {
                tally.Check(
                    row.IsCreated == (next == 0),
                    $"operation {row.OperationId} is number {next + 1} in the log for '{subject}', but its outcome is {row.OutcomeType}");
            }

            if (next > 0)
            {
                tally.Check(
                    executed[next - 1].CreatedAt <= row.CreatedAt,
                    $"operation {row.OperationId} for '{subject}' was executed before {executed[next - 1].OperationId}, which precedes it in the log");
            }
        }
    }

    // Not a name that a user was given later, or that was freed and could be created again.
    private static bool IsCreatedOnce(Facts facts, string name) =>
        facts.HoldingsByName[name].ToList() is [{ To: null } only] && facts.InboxByOperation[only.OperationId].Any(row => row.IsCreated);

    // Only within a partition can one tell. Facts are keyed by user, and rejections, in a topic of their own, by operation.
    private static void CheckEvents(Facts facts, string subject, List<Guid> operations, Tally tally)
    {
        var published = operations
            .Where(facts.EventsByOperation.Contains)
            .Select(operation => facts.EventsByOperation[operation].MinBy(outcome => outcome.Offset)!)
            .Where(outcome => outcome.IsFact)
            .GroupBy(outcome => outcome.Partition);

        foreach (var (earlier, later) in published.SelectMany(some => some.Zip(some.Skip(1))))
        {
            tally.Check(
                earlier.Offset < later.Offset,
                $"the outcome of {later.OperationId} for '{subject}' was published before that of {earlier.OperationId}");
        }
    }
}
