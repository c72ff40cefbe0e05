using System.Text.Json;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Is what a process of whatever kind keeps of itself in its row, without what its steps leave for one another.</summary>
internal sealed class KeptProcess : ProcessInstance
{
    /// <summary>Returns what came of a process, or how far it is; <see langword="null"/> if the row is that of another state machine.</summary>
    public static OperationFound? Find(SagaRow row)
    {
        if (Read(row.Body) is not { Steps.Count: > 0 } process)
        {
            return null;
        }

        var updatedAt = new DateTimeOffset(row.UpdatedAt, TimeSpan.Zero);
        var changed = new ProcessChanged(
            row.Id, row.Type, row.State, row.Version, process.StartedAt, updatedAt,
            [.. process.Steps.Select(step => new ProcessStepState(step.Name, step.Status, step.Attempts, step.Since, step.Reason))]);

        // What is decided may still have to be undone: it is the outcome once it is told.
        var isCompleted = process is { Told: true, Outcome: not null };

        return new(
            row.Id,
            isCompleted ? NameOf(process.OutcomeType!) : null,
            isCompleted ? process.Outcome!.Value.GetRawText() : null,
            process.Fingerprint,
            isCompleted ? (row.EndedAt is { } endedAt ? new(endedAt, TimeSpan.Zero) : updatedAt) : null,
            process.Caller is { Length: > 0 } caller ? Digest.OfText(caller).ToString() : null,
            changed);
    }

    // What another state machine keeps may look like anything.
    private static KeptProcess? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptProcess>(body, SagaJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // It is kept with its namespace and its assembly.
    private static string NameOf(string type) => type.Split(',')[0].Split('.', '+')[^1];
}
