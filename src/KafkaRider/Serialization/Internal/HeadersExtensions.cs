using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;
using MassTransit.Serialization;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

/// <summary>Reads and writes record headers as UTF-8 text.</summary>
internal static class HeadersExtensions
{
    private const string InvalidScheme = "invalid";

    // MassTransit prefixes some names and not others. Clients in other languages may leave the prefix out.
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        [KafkaHeaderNames.MessageType] = "MessageType",
        [KafkaHeaderNames.ResponseAddress] = "ResponseAddress",
        [KafkaHeaderNames.FaultAddress] = "FaultAddress",
        [KafkaHeaderNames.InitiatorId] = "InitiatorId",
    };

    /// <summary>Returns a header as text, or <see langword="null"/> if it is not there, has no value, or is no text.</summary>
    public static string? GetText(this Headers? headers, string name) => ReadText(headers.GetBytes(name));

    public static string? ReadText(byte[]? value) => value is not null && Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : null;

    public static Guid? GetGuid(this Headers? headers, string name) =>
        Guid.TryParse(headers.GetBytes(name), out var value) ? value : null;

    public static Uri? GetUri(this Headers? headers, string name) =>
        Uri.TryCreate(headers.GetText(name), UriKind.Absolute, out var value) ? value : null;

    /// <summary>Returns an address; for one that is no URI, another where nothing can be sent either.</summary>
    public static Uri? GetAddress(this Headers? headers, string name)
    {
        const int MaxLength = 200;
        return headers.GetUri(name) ?? (headers.GetBytes(name) is { Length: > 0 } value && Encoding.UTF8.GetString(value) is var text
            ? new($"{InvalidScheme}:{Uri.EscapeDataString(text.Length <= MaxLength ? text : text[..MaxLength])}")
            : null);
    }

    /// <summary>Returns the message types of the record, most specific first; empty where the header is missing.</summary>
    public static string[] GetMessageTypes(this Headers? headers) =>
        SplitTypes(headers.GetText(KafkaHeaderNames.MessageType));

    public static string[] SplitTypes(string? types) =>
        types?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Takes a header over from another record, if it is there.</summary>
    public static void Copy(this Headers headers, string name, Headers? source)
    {
        if (source.GetBytes(name) is { } value)
        {
            headers.Add(name, value);
        }
    }

    public static void AddText(this Headers headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Adds a value that an application has set: a simple one as text, any other as MassTransit's JSON.</summary>
    public static void AddValue(this Headers headers, string name, object? value)
    {
        if (value is null)
        {
            return;
        }

        if (new HeaderValue(name, value).IsStringValue(out var text))
        {
            headers.AddText(name, text.Value);
        }
        else
        {
            headers.Add(name, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), SystemTextJsonMessageSerializer.Options));
        }
    }

    /// <summary>Has a value take the place of whatever stands under its name, if there is a value.</summary>
    public static void Replace(this Headers headers, string name, object? value)
    {
        if (value is not null)
        {
            headers.Remove(name);
            headers.AddValue(name, value);
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

    private static byte[]? GetBytes(this Headers? headers, string name)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.TryGetLastBytes(name, out var value) && value is not null)
        {
            return value;
        }

        return ShortNames.TryGetValue(name, out var shortName) ? headers.GetBytes(shortName) : null;
    }
}
