using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>The evidence, arranged so that the invariants can look things up.</summary>
internal sealed class Facts(Evidence evidence)
{
    public Evidence Evidence => evidence;

    public ILookup<int, Attempt> AttemptsByOperation { get; } = evidence.Attempts.ToLookup(attempt => attempt.Operation);

    public ILookup<Guid, UserRow> UsersById { get; } = evidence.Users.ToLookup(user => user.Id);

    public ILookup<string, UserRow> UsersByName { get; } =
        evidence.Users.Where(user => !user.IsDeleted).ToLookup(user => UserName.Normalize(user.Name));

    public ILookup<Guid, InboxRow> InboxByOperation { get; } = evidence.Inbox.ToLookup(row => row.OperationId);

    /// <summary>Gets the executed operations by the user that they created.</summary>
    public ILookup<Guid, InboxRow> CreatorsByUser { get; } = evidence.Inbox.Where(row => row.IsCreated).ToLookup(row => row.UserId);

    /// <summary>Gets the executed changes of each user, by version.</summary>
    public ILookup<Guid, InboxRow> ChangesByUser { get; } =
        evidence.Inbox.Where(row => row.IsChange).OrderBy(row => row.Version).ToLookup(row => row.UserId);

    /// <summary>Gets who had a name, and when.</summary>
    public ILookup<string, NameHolding> HoldingsByName { get; } = FindHoldings(evidence);

    public ILookup<Guid, CommandRecord> CommandsByOperation { get; } =
        evidence.Commands.Where(command => command.OperationId is not null).ToLookup(command => command.OperationId!.Value);

    public ILookup<Guid, OutcomeRecord> EventsByOperation { get; } =
        evidence.Events.Where(outcome => outcome.OperationId is not null).ToLookup(outcome => outcome.OperationId!.Value);

    public HashSet<(int Partition, long Offset)> DeadLettered { get; } =
        [.. evidence.DeadLetters.Select(letter => (letter.Partition, letter.Offset))];

    public bool IsDeadLettered(CommandRecord command) => DeadLettered.Contains((command.Partition, command.Offset));

    /// <summary>Gets when the client first asked for an operation: what came of it may have been so at any time since.</summary>
    public DateTime FirstAsked(Attempt attempt) => AttemptsByOperation[attempt.Operation].Min(other => other.StartedAt).UtcDateTime;

    private static ILookup<string, NameHolding> FindHoldings(Evidence evidence)
    {
        var holdings = new List<(string Name, NameHolding Holding)>();

        foreach (var changes in evidence.Inbox.Where(row => row.IsChange).GroupBy(row => row.UserId))
        {
            var ordered = changes.OrderBy(change => change.Version).ToList();

            foreach (var (change, next) in ordered.Zip(ordered.Skip(1).Append(null)))
            {
                if (change is { IsDeleted: false, Name: { } name })
                {
                    holdings.Add((UserName.Normalize(name), new NameHolding(change.UserId, change.OperationId, change.CreatedAt, next?.CreatedAt)));
                }
            }
        }

        return holdings.ToLookup(held => held.Name, held => held.Holding);
    }
}
