using System.Collections;
using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Says of log lines which operation and trace they are about. It looks only when a line is written, which is seldom.</summary>
internal sealed class RecordScope(Headers? headers) : IEnumerable<KeyValuePair<string, object?>>
{
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        if ((headers.GetGuid(KafkaHeaderNames.CorrelationId) ?? headers.GetGuid(KafkaHeaderNames.RequestId)
            ?? headers.GetGuid(KafkaHeaderNames.MessageId)) is { } id)
        {
            yield return new(KafkaRiderDiagnostics.OperationId, id);
        }

        // Where the trace is recorded, logging adds it by itself.
        if (Activity.Current is null && ActivityContext.TryParse(headers.GetText(KafkaHeaderNames.TraceParent), null, out var parent))
        {
            yield return new(KafkaRiderDiagnostics.TraceId, parent.TraceId);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", this.Select(value => $"{value.Key}:{value.Value}"));
}
