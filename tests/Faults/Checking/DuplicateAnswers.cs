using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>I2.</summary>
internal static class DuplicateAnswers
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.IsDuplicate))
        {
            var owner = facts.UsersByName[UserName.Normalize(attempt.Name)].FirstOrDefault();

            tally.Check(
                owner is not null && owner.CreatedAt <= attempt.EndedAt.UtcDateTime,
                $"operation {attempt.Operation} '{attempt.Name}' was answered 409, but the name had no user at that time");
            tally.Check(
                !IsOwn(facts, attempt, owner),
                $"operation {attempt.Operation} '{attempt.Name}' was answered 409 for its own success");
        }
    }

    private static bool IsOwn(Facts facts, Attempt attempt, UserRow? owner) =>
        facts.AttemptsByOperation[attempt.Operation].Any(other => other.IsCreated)
        || (owner is not null && facts.CreatorsByUser[owner.Id].Any(creator => creator.OperationId == attempt.OperationId));
}
