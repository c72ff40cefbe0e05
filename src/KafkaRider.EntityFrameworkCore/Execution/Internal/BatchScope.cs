using System.Collections;

namespace KafkaRider.Internal;

/// <summary>Says of log lines which operations they are about. It looks only when a line is written, which is seldom.</summary>
internal sealed class BatchScope(ArraySegment<PendingCommand> batch) : IEnumerable<KeyValuePair<string, object?>>
{
    // A line for more would be longer than anyone reads.
    private const int MaxNamed = 8;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        var named = string.Join(' ', batch.Take(MaxNamed).Select(pending => pending.Operation.Id));
        yield return new(KafkaRiderDiagnostics.OperationId, batch.Count > MaxNamed ? $"{named} and {batch.Count - MaxNamed} more" : named);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", this.Select(value => $"{value.Key}:{value.Value}"));
}
