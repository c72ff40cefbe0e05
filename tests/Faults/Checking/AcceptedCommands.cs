namespace Users.Faults.Checking;

/// <summary>I5.</summary>
internal static class AcceptedCommands
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var command in facts.Evidence.Commands.Where(command => !facts.IsDeadLettered(command)))
        {
            var place = $"{command.Partition}@{command.Offset}";

            tally.Check(
                command.OperationId is { } id && facts.InboxByOperation.Contains(id),
                $"command {place} '{command.Name}' of operation {command.OperationId} was neither executed nor dead-lettered");
            tally.Check(
                command.OperationId is { } operation && facts.EventsByOperation.Contains(operation),
                $"command {place} '{command.Name}' of operation {command.OperationId} has no outcome in the event log");
        }

        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.IsOutcome || attempt.Status == 504))
        {
            tally.Check(
                attempt.OperationId is { } id && facts.CommandsByOperation.Contains(id),
                $"operation {attempt.Operation} '{attempt.Name}' was answered {attempt.Status}, but its command {attempt.OperationId} is not in the log");
        }

        foreach (var (partition, lag) in facts.Evidence.Lag)
        {
            tally.Check(lag == 0, $"{lag} commands of partition {partition} are not committed");
        }
    }
}
