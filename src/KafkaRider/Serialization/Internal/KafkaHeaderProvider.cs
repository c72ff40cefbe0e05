using System.Diagnostics.CodeAnalysis;
using MassTransit.Logging;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows the headers of a record to MassTransit.</summary>
/// <param name="headers">The headers.</param>
/// <param name="customOnly">Whether to leave out, when all are asked for, those that the rider writes by itself.</param>
internal sealed class KafkaHeaderProvider(Confluent.Kafka.Headers? headers, bool customOnly = false) : IHeaderProvider
{
    // What would not be the same as text under its one name is left out rather than changed.
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        foreach (var named in (headers ?? []).GroupBy(header => header.Key))
        {
            if (!(customOnly && KafkaHeaderNames.IsOwn(named.Key))
                && named.Take(2).ToArray() is [var header] && HeadersExtensions.ReadText(header.GetValueBytes()) is { } value)
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
