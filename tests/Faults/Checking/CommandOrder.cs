using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>I8.</summary>
internal static class CommandOrder
{
    public static void Check(Facts facts, Tally tally)
    {
        var executable = facts.Evidence.Commands
            .Where(command => command is { Name: not null, OperationId: not null } && !facts.IsDeadLettered(command));

        foreach (var commands in executable.GroupBy(command => UserName.Normalize(command.Name!)))
        {
            var partitions = commands.Select(command => command.Partition).Distinct().Count();
            tally.Check(partitions == 1, $"the commands for '{commands.Key}' lie in {partitions} partitions");

            // A retry stands for the first command of its operation.
            var operations = commands.OrderBy(command => command.Offset).Select(command => command.OperationId!.Value).Distinct().ToList();
            var executed = operations.Select(operation => facts.InboxByOperation[operation].FirstOrDefault()).OfType<InboxRow>().ToList();

            CheckExecution(commands.Key, executed, tally);
            CheckEvents(facts, commands.Key, operations, tally);
        }
    }

    private static void CheckExecution(string name, List<InboxRow> executed, Tally tally)
    {
        for (var next = 0; next < executed.Count; next++)
        {
            var row = executed[next];
            tally.Check(
                row.IsCreated == (next == 0),
                $"operation {row.OperationId} is number {next + 1} in the log for '{name}', but its outcome is {row.OutcomeType}");

            if (next > 0)
            {
                tally.Check(
                    executed[next - 1].CreatedAt <= row.CreatedAt,
                    $"operation {row.OperationId} for '{name}' was executed before {executed[next - 1].OperationId}, which precedes it in the log");
            }
        }
    }

    // The outcomes of one name are keyed by the same user, so they lie in one partition.
    private static void CheckEvents(Facts facts, string name, List<Guid> operations, Tally tally)
    {
        var published = operations
            .Where(facts.EventsByOperation.Contains)
            .Select(operation => (Operation: operation, Offset: facts.EventsByOperation[operation].Min(outcome => outcome.Offset)))
            .ToList();

        foreach (var (earlier, later) in published.Zip(published.Skip(1)))
        {
            tally.Check(earlier.Offset < later.Offset, $"the outcome of {later.Operation} for '{name}' was published before that of {earlier.Operation}");
        }
    }
}
