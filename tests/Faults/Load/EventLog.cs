using Users.Faults.Checking;
using Users.Faults.Parts;

namespace Users.Faults.Load;

/// <summary>Looks for the operation in the log of commands and of outcomes, as whoever reads the topics can.</summary>
/// <param name="records">The log, once the consumers have nothing left to do: for an operation without a key nothing follows.</param>
public sealed class EventLog(TopicRecords records) : IOutcomeSource
{
    private readonly ILookup<string?, Guid?> _operationsByName = records.Commands.ToLookup(command => command.Name, command => command.OperationId);
    private readonly HashSet<Guid?> _commands = [.. records.Commands.Select(command => command.OperationId)];
    private readonly HashSet<Guid?> _outcomes = [.. records.Events.Select(outcome => outcome.OperationId)];

    public string Name => "users.events and users.outcomes";

    public Task<Finding> FindAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        return Task.FromResult(Find(attempts));
    }

    private Finding Find(IReadOnlyList<Attempt> attempts)
    {
        // With a key it can still be sent again.
        if (attempts[0].Key is not null)
        {
            return Finding.Nothing;
        }

        var id = attempts.Select(attempt => attempt.OperationId).FirstOrDefault(known => known is not null)
            ?? _operationsByName[attempts[0].Name].FirstOrDefault();

        if (id is null || !_commands.Contains(id))
        {
            return new Finding(ResolutionState.NeverAccepted);
        }

        return _outcomes.Contains(id) ? new Finding(ResolutionState.Ended) : Finding.Nothing;
    }
}
