using System.Diagnostics.CodeAnalysis;
using MassTransit.Logging;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows the headers of a record to MassTransit.</summary>
/// <param name="headers">The headers.</param>
/// <param name="customOnly">Whether to leave out, when all are asked for, those that the rider writes by itself.</param>
internal sealed class KafkaHeaderProvider(Confluent.Kafka.Headers? headers, bool customOnly = false) : IHeaderProvider
{
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        foreach (var header in headers ?? [])
        {
            if (!(customOnly && KafkaHeaderNames.IsOwn(header.Key)) && headers.GetText(header.Key) is { } value)
            {
                yield return new(header.Key, value);
            }
        }
    }

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        // MassTransit continues the trace that it finds under its own name; on the wire it travels under W3C's.
        value = headers.GetText(key == DiagnosticHeaders.ActivityId ? KafkaHeaderNames.TraceParent : key);
        return value is not null;
    }
}
