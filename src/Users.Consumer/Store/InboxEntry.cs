using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>An executed operation and what came of it, as it is stored.</summary>
internal sealed record InboxEntry(Operation Operation, Digest Fingerprint, string OutcomeType, string Outcome)
{
    /// <summary>Answers a command that carries this operation id again.</summary>
    public CommandResult Answer(UserCommand command) => command.Fingerprint.IsThatOf(Fingerprint)
        ? new CommandResult(OutcomeFormat.Read(OutcomeType, Outcome), Fingerprint, Replayed: command.Operation.MessageId != Operation.MessageId)
        : new CommandResult(new OperationConflicted(Operation.Id), Fingerprint, Replayed: false);
}
