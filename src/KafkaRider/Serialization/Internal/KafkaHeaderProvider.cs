using System.Diagnostics.CodeAnalysis;
using MassTransit.Logging;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Shows the headers of a record to MassTransit.</summary>
internal sealed class KafkaHeaderProvider(Confluent.Kafka.Headers headers) : IHeaderProvider
{
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        foreach (var header in headers)
        {
            if (headers.GetText(header.Key) is { } value)
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
