namespace Users.Faults.Checking;

/// <summary>I4.</summary>
internal static class UnknownOutcomes
{
    public static void Check(Facts facts, Tally tally)
    {
        var resolutions = facts.Evidence.Resolutions.ToLookup(resolution => resolution.Operation);

        foreach (var operation in facts.AttemptsByOperation.Where(attempts => attempts.Any(attempt => attempt.IsUnknown)))
        {
            var known = operation.Any(attempt => !attempt.IsUnknown);
            var resolution = resolutions[operation.Key].FirstOrDefault();

            tally.Check(
                resolution is null ? known : resolution.State != ResolutionState.Unresolved,
                $"operation {operation.Key} '{operation.First().Name}' ended in {Describe(operation.Last())} and was never resolved");

            if (resolution is not null)
            {
                var told = operation.Where(attempt => !attempt.IsUnknown).Select(attempt => attempt.Status).Distinct().ToList();
                tally.Check(
                    resolution.Status is null || told.All(status => status == resolution.Status),
                    $"operation {operation.Key} has {resolution.Status} by {resolution.Source}, but was answered {string.Join(", ", told)}");
                tally.Check(
                    resolution.Took <= facts.Evidence.ResolutionLimit,
                    $"operation {operation.Key} took {resolution.Took.TotalSeconds:0.0} s to resolve");
            }
        }

        // 504 promises that the command will be executed.
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt is { Status: 504, OperationId: not null }))
        {
            tally.Check(
                facts.InboxByOperation.Contains(attempt.OperationId!.Value) || facts.CommandsByOperation[attempt.OperationId.Value].Any(facts.IsDeadLettered),
                $"operation {attempt.Operation} '{attempt.Name}' was answered 504 but never executed");
        }
    }

    private static string Describe(Attempt attempt) => attempt.Status is { } status ? $"{status}" : attempt.Failure ?? "no answer";
}
