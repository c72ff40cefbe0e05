using System.Diagnostics.CodeAnalysis;
using System.Text;
using MassTransit.Transports;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

internal sealed class DictionaryHeadersDeserializer : IHeadersDeserializer
{
    public IHeaderProvider Deserialize(Headers headers)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var header in headers ?? [])
        {
            values.TryAdd(header.Key, header.GetValueBytes() is { } value ? Encoding.UTF8.GetString(value) : null);
        }

        return new Provider(values);
    }

    private sealed class Provider(Dictionary<string, object?> values) : IHeaderProvider
    {
        public IEnumerable<KeyValuePair<string, object>> GetAll() => values!;

        public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value) => values.TryGetValue(key, out value);
    }
}
