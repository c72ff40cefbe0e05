using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>I2.</summary>
internal static class DuplicateAnswers
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.IsDuplicate))
        {
            tally.Check(
                facts.HoldingsByName[UserName.Normalize(attempt.Name)].Any(holding => Explains(facts, holding, attempt)),
                $"operation {attempt.Operation} '{attempt.Name}' was answered 409, but no other user had the name at that time");
            tally.Check(
                !facts.AttemptsByOperation[attempt.Operation].Any(other => other.IsCreated || other.IsChanged) && !IsOwn(facts, attempt),
                $"operation {attempt.Operation} '{attempt.Name}' was answered 409 for its own success");
        }
    }

    private static bool Explains(Facts facts, NameHolding holding, Attempt attempt) =>
        holding.UserId != attempt.Target
        && holding.From <= attempt.EndedAt.UtcDateTime
        && (holding.To is null || holding.To >= facts.FirstAsked(attempt));

    private static bool IsOwn(Facts facts, Attempt attempt) =>
        attempt.OperationId is { } id && facts.InboxByOperation[id].Any(row => row.IsChange);
}
