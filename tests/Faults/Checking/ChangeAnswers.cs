namespace Users.Faults.Checking;

/// <summary>I10.</summary>
internal static class ChangeAnswers
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.Target is not null))
        {
            switch (attempt.Status)
            {
                case 200 or 204:
                    CheckChanged(facts, attempt, tally);
                    break;
                case 404:
                    tally.Check(
                        !facts.CreatorsByUser.Contains(attempt.Target!.Value),
                        $"operation {attempt.Operation} was answered 404, but there was a user {attempt.Target}");
                    break;
                case 410:
                    tally.Check(
                        facts.ChangesByUser[attempt.Target!.Value].Any(change => change.IsDeleted && change.CreatedAt <= attempt.EndedAt.UtcDateTime),
                        $"operation {attempt.Operation} was answered 410, but user {attempt.Target} was not deleted by then");
                    break;
                case 412:
                    CheckConflict(facts, attempt, tally);
                    break;
            }
        }
    }

    private static void CheckChanged(Facts facts, Attempt attempt, Tally tally)
    {
        var made = attempt.OperationId is { } id ? facts.InboxByOperation[id].SingleOrDefault(row => row.IsChange) : null;

        tally.Check(
            made is not null && made.UserId == attempt.Target && made.IsDeleted == (attempt.Kind == CommandKind.Delete),
            $"operation {attempt.Operation} was answered {attempt.Status}, but the log has {made?.OutcomeType ?? "nothing"} of user {made?.UserId} for it");
        tally.Check(
            made?.Version == attempt.ExpectedVersion + 1,
            $"operation {attempt.Operation} was to change version {attempt.ExpectedVersion} of user {attempt.Target}, and made version {made?.Version}");

        if (attempt.Kind == CommandKind.Update)
        {
            tally.Check(
                attempt.Version == made?.Version && attempt.UserId == attempt.Target,
                $"operation {attempt.Operation} was told version {attempt.Version} of {attempt.UserId}, but made version {made?.Version} of {attempt.Target}");
            tally.Check(
                made?.Name == attempt.Name,
                $"operation {attempt.Operation} sent '{attempt.Name}', but the log has '{made?.Name}'");
        }
    }

    // The user must have had the version that the answer names at some time while the client waited.
    private static void CheckConflict(Facts facts, Attempt attempt, Tally tally)
    {
        var changes = facts.ChangesByUser[attempt.Target!.Value].ToList();
        var at = changes.FindIndex(change => change.Version == attempt.Version && !change.IsDeleted);

        tally.Check(
            attempt.Version != attempt.ExpectedVersion
            && at >= 0
            && changes[at].CreatedAt <= attempt.EndedAt.UtcDateTime
            && (at + 1 == changes.Count || changes[at + 1].CreatedAt >= facts.FirstAsked(attempt)),
            $"operation {attempt.Operation} expected version {attempt.ExpectedVersion} of user {attempt.Target} and was answered 412 with {attempt.Version}, which it did not have at that time");
    }
}
