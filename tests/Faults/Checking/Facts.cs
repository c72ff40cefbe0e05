using Users.Contracts;

namespace Users.Faults.Checking;

/// <summary>The evidence, arranged so that the invariants can look things up.</summary>
internal sealed class Facts(Evidence evidence)
{
    public Evidence Evidence => evidence;

    public ILookup<int, Attempt> AttemptsByOperation { get; } = evidence.Attempts.ToLookup(attempt => attempt.Operation);

    public ILookup<Guid, UserRow> UsersById { get; } = evidence.Users.ToLookup(user => user.Id);

    public ILookup<string, UserRow> UsersByName { get; } = evidence.Users.ToLookup(user => UserName.Normalize(user.Name));

    public ILookup<Guid, InboxRow> InboxByOperation { get; } = evidence.Inbox.ToLookup(row => row.OperationId);

    /// <summary>Gets the executed operations by the user that they created.</summary>
    public ILookup<Guid, InboxRow> CreatorsByUser { get; } = evidence.Inbox.Where(row => row.IsCreated).ToLookup(row => row.UserId);

    public ILookup<Guid, CommandRecord> CommandsByOperation { get; } =
        evidence.Commands.Where(command => command.OperationId is not null).ToLookup(command => command.OperationId!.Value);

    public ILookup<Guid, OutcomeRecord> EventsByOperation { get; } =
        evidence.Events.Where(outcome => outcome.OperationId is not null).ToLookup(outcome => outcome.OperationId!.Value);

    public HashSet<(int Partition, long Offset)> DeadLettered { get; } =
        [.. evidence.DeadLetters.Select(letter => (letter.Partition, letter.Offset))];

    public bool IsDeadLettered(CommandRecord command) => DeadLettered.Contains((command.Partition, command.Offset));
}
