namespace Users.Faults.Checking;

/// <summary>I6.</summary>
internal static class OwnAnswers
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.Status is 200 or 201))
        {
            tally.Check(attempt.EchoedName == attempt.Name, $"operation {attempt.Operation} sent '{attempt.Name}' and got '{attempt.EchoedName}'");
        }

        foreach (var attempt in facts.Evidence.Attempts.Where(attempt => attempt.ProblemOperationId is not null))
        {
            tally.Check(
                attempt.ProblemOperationId == attempt.OperationId,
                $"operation {attempt.Operation} got a problem of {attempt.ProblemOperationId} under the header of {attempt.OperationId}");
        }

        CheckIds(facts, tally);
        CheckReplies(facts, tally);
    }

    // A key is one operation, and an operation has one key; without a key each attempt is an operation.
    private static void CheckIds(Facts facts, Tally tally)
    {
        var answered = facts.Evidence.Attempts.Where(attempt => attempt.OperationId is not null).ToList();

        foreach (var same in answered.GroupBy(attempt => attempt.OperationId))
        {
            var operations = same.Select(attempt => attempt.Key ?? $"{attempt.Operation}").Distinct().ToList();
            tally.Check(operations.Count == 1, $"the operation id {same.Key} was given to {string.Join(" and ", operations)}");
        }

        foreach (var same in answered.Where(attempt => attempt.Key is not null).GroupBy(attempt => attempt.Key))
        {
            var ids = same.Select(attempt => attempt.OperationId).Distinct().ToList();
            tally.Check(ids.Count == 1, $"the key {same.Key} has the operation ids {string.Join(", ", ids)}");
        }
    }

    private static void CheckReplies(Facts facts, Tally tally)
    {
        var commands = facts.Evidence.Commands.Where(command => command.MessageId is not null).ToLookup(command => command.MessageId!.Value);

        foreach (var reply in facts.Evidence.Replies.Where(reply => reply is { InReplyTo: not null, Type.Length: > 0 }))
        {
            var command = commands[reply.InReplyTo!.Value].FirstOrDefault();
            var fits = command is not null
                && command.OperationId == reply.OperationId
                && command.ResponseAddress == reply.DestinationAddress
                && (reply.Name is null || command.Name is null || reply.Name == command.Name)
                && (command.UserId is null || reply.Type == "UserDuplicated" || reply.UserId is null || reply.UserId == command.UserId);

            tally.Check(fits, $"reply {reply.Partition}@{reply.Offset} for '{reply.Name}' does not fit the command '{command?.Name}' that it answers");
        }
    }
}
