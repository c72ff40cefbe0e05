namespace Users.Faults.Checking;

/// <summary>I3.</summary>
internal static class SingleEffects
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var rows in facts.UsersByName)
        {
            tally.Check(rows.Count() == 1, $"the name '{rows.Key}' has {rows.Count()} rows: {string.Join(", ", rows.Select(row => row.Id))}");
        }

        var outcomes = facts.Evidence.Events.Concat(facts.Evidence.Replies)
            .Where(outcome => outcome is { OperationId: not null, UserId: not null })
            .Select(outcome => (Operation: outcome.OperationId!.Value, outcome.Type, User: outcome.UserId!.Value, outcome.Version))
            .Concat(facts.Evidence.Inbox.Select(row => (Operation: row.OperationId, Type: row.OutcomeType, User: row.UserId, row.Version)))
            .Concat(facts.Evidence.Attempts
                .Where(attempt => attempt is { IsCreated: true, OperationId: not null, UserId: not null })
                .Select(attempt => (Operation: attempt.OperationId!.Value, Type: "UserCreated", User: attempt.UserId!.Value, attempt.Version)));

        foreach (var operation in outcomes.GroupBy(outcome => outcome.Operation))
        {
            var different = operation.Select(outcome => (outcome.Type, outcome.User, outcome.Version)).Distinct().ToList();
            tally.Check(different.Count == 1, $"operation {operation.Key} has {different.Count} outcomes: {string.Join(", ", different)}");
        }

        foreach (var operation in facts.AttemptsByOperation)
        {
            var users = operation.Where(attempt => attempt.IsCreated).Select(attempt => attempt.UserId).Distinct().Count();
            tally.Check(users <= 1, $"operation {operation.Key} was answered with {users} different users");
        }
    }
}
