namespace Users.Faults.Checking;

/// <summary>I9.</summary>
internal static class UserVersions
{
    public static void Check(Facts facts, Tally tally)
    {
        var rows = facts.Evidence.Users.ToLookup(user => user.Id);

        foreach (var changes in facts.ChangesByUser)
        {
            var versions = changes.Select(change => change.Version ?? 0).ToList();
            tally.Check(
                versions.SequenceEqual(Enumerable.Range(1, versions.Count)),
                $"user {changes.Key} has the versions {string.Join(", ", versions)}");
            tally.Check(
                changes.SkipLast(1).All(change => !change.IsDeleted) && changes.Skip(1).All(change => !change.IsCreated),
                $"user {changes.Key} was changed after its deletion: {string.Join(", ", changes.Select(change => change.OutcomeType))}");
            tally.Check(
                changes.Zip(changes.Skip(1)).All(pair => pair.First.CreatedAt <= pair.Second.CreatedAt),
                $"user {changes.Key} got its versions in another order than theirs");

            // What is left of a deleted user has no name.
            var last = changes.Last();
            var name = last.IsDeleted ? string.Empty : last.Name;

            foreach (var row in rows[changes.Key])
            {
                tally.Check(
                    row.Version == last.Version && row.Name == name && row.IsDeleted == last.IsDeleted,
                    $"user {row.Id} is '{row.Name}' of version {row.Version}, but was last changed to '{name}' of version {last.Version} by {last.OperationId}");
            }

            CheckEvents(facts, changes.Key, [.. changes.Skip(1)], tally);
        }
    }

    // The creation may come again, and late: its command lies in another partition than the others.
    private static void CheckEvents(Facts facts, Guid user, List<InboxRow> changes, Tally tally)
    {
        var published = changes
            .Where(change => facts.EventsByOperation.Contains(change.OperationId))
            .Select(change => facts.EventsByOperation[change.OperationId].MinBy(outcome => outcome.Offset)!)
            .ToList();

        foreach (var (earlier, later) in published.Zip(published.Skip(1)))
        {
            tally.Check(
                earlier.Partition == later.Partition ? earlier.Offset < later.Offset : facts.Evidence.IsRepartitioned,
                $"version {later.Version} of user {user} is in the event log before version {earlier.Version}, or in another partition");
        }
    }
}
