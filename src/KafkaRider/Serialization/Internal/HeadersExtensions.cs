using System.Text;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Reads and writes record headers as UTF-8 text.</summary>
internal static class HeadersExtensions
{
    // MassTransit prefixes some names and not others. Clients in other languages may leave the prefix out.
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        [KafkaHeaderNames.MessageType] = "MessageType",
        [KafkaHeaderNames.ResponseAddress] = "ResponseAddress",
        [KafkaHeaderNames.FaultAddress] = "FaultAddress",
        [KafkaHeaderNames.InitiatorId] = "InitiatorId",
    };

    public static string? GetText(this Headers? headers, string name)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.TryGetLastBytes(name, out var value) && value is not null)
        {
            return Encoding.UTF8.GetString(value);
        }

        return ShortNames.TryGetValue(name, out var shortName) ? headers.GetText(shortName) : null;
    }

    public static Guid? GetGuid(this Headers? headers, string name) =>
        Guid.TryParse(headers.GetText(name), out var value) ? value : null;

    public static Uri? GetUri(this Headers? headers, string name) =>
        Uri.TryCreate(headers.GetText(name), UriKind.Absolute, out var value) ? value : null;

    /// <summary>Returns the message types of the record, most specific first; empty where the header is missing.</summary>
    public static string[] GetMessageTypes(this Headers? headers) =>
        headers.GetText(KafkaHeaderNames.MessageType)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static void AddText(this Headers headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
    }

    public static void AddGuid(this Headers headers, string name, Guid? value)
    {
        if (value is { } id)
        {
            var bytes = new byte[36];
            id.TryFormat(bytes, out _);
            headers.Add(name, bytes);
        }
    }
}
