using Users.Faults.Checking;
using Users.Faults.Parts;

namespace Users.Faults.Load;

/// <summary>Looks for the operation in the log of commands and of outcomes, as whoever reads the topics can.</summary>
/// <remarks>Is asked once the consumers have nothing left to do, and the recorder has read to the end.</remarks>
public sealed class EventLog(TopicRecorder recorder) : IOutcomeSource
{
    public string Name => "users.events";

    public Task<Finding> FindAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        // With a key it can still be sent again.
        if (attempts[0].Key is not null)
        {
            return Task.FromResult(Finding.Nothing);
        }

        var records = recorder.Read();
        var id = attempts.Select(attempt => attempt.OperationId).FirstOrDefault(known => known is not null)
            ?? records.Commands.FirstOrDefault(command => command.Name == attempts[0].Name)?.OperationId;

        if (id is null || records.Commands.All(command => command.OperationId != id))
        {
            return Task.FromResult(new Finding(ResolutionState.NeverAccepted));
        }

        return Task.FromResult(
            records.Events.Any(outcome => outcome.OperationId == id) ? new Finding(ResolutionState.Ended) : Finding.Nothing);
    }
}
