namespace Users.Faults.Checking;

/// <summary>I1.</summary>
internal static class CreatedAnswers
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.IsCreated))
        {
            var rows = attempt.UserId is { } id ? facts.UsersById[id].ToList() : [];

            tally.Check(
                rows.Count == 1 && NameAtFirst(facts, rows[0]) == attempt.Name && attempt.Location == $"/users/{attempt.UserId}",
                $"operation {attempt.Operation} '{attempt.Name}' was answered 201 with {attempt.UserId} at {attempt.Location}, which has {rows.Count} rows {string.Join(", ", rows.Select(row => row.Name))}");
        }

        foreach (var told in facts.Evidence.Attempts.Where(attempt => attempt.IsCreated).GroupBy(attempt => attempt.UserId))
        {
            var operations = told.Select(attempt => attempt.Operation).Distinct().ToList();
            tally.Check(operations.Count == 1, $"user {told.Key} was answered to the operations {string.Join(", ", operations)}");
        }

        foreach (var user in facts.Evidence.Users)
        {
            var creators = facts.CreatorsByUser[user.Id].Count();
            tally.Check(creators == 1, $"the row {user.Id} '{user.Name}' was created by {creators} operations");
        }

        foreach (var creator in facts.Evidence.Inbox.Where(row => row.IsCreated))
        {
            var rows = facts.UsersById[creator.UserId].Count();
            tally.Check(rows == 1, $"operation {creator.OperationId} created {creator.UserId}, which has {rows} rows");
        }
    }

    private static string NameAtFirst(Facts facts, UserRow row) =>
        row.Version == 1 ? row.Name : facts.CreatorsByUser[row.Id].FirstOrDefault()?.Name ?? "";
}
