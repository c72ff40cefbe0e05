using System.Buffers;
using System.Text;
using System.Text.Json;

namespace KafkaRider.Internal;

/// <summary>Writes what a saga sends as JSON in which bodies and headers stand as they are, where they are text that a statement can hold as it is.</summary>
/// <remarks>Rows are written with every event, and most of a row is this: as bytes in Base64 it would be half as long again, and nobody could read it.</remarks>
internal static class SagaRecordsJson
{
    private const string Topic = "topic";
    private const string Partition = "partition";
    private const string Key = "key";
    private const string Value = "value";
    private const string Headers = "headers";
    private const string AnswersTopic = "answersTopic";

    // What is no text, in an array with this before it.
    private const string Bytes = "base64";

    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code).Except("'\\"u8.ToArray())]);

    public static string Write(IReadOnlyList<CollectedRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);

        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = SagaJson.Options.Encoder }))
        {
            json.WriteStartArray();

            foreach (var record in records)
            {
                Write(json, record);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<CollectedRecord> Read(string records)
    {
        using var document = JsonDocument.Parse(records);

        // Versions before this one wrote all bytes in Base64, and what they left may still be under way.
        return [.. document.RootElement.EnumerateArray().Select(record =>
            record.GetProperty(Value).ValueKind == JsonValueKind.String ? record.Deserialize<CollectedRecord>(SagaJson.Options)! : Read(record))];
    }

    private static void Write(Utf8JsonWriter json, CollectedRecord record)
    {
        json.WriteStartObject();
        json.WriteString(Topic, record.Topic);

        if (record.Partition is { } partition)
        {
            json.WriteNumber(Partition, partition);
        }

        json.WritePropertyName(Key);
        WriteText(json, record.Key);
        json.WritePropertyName(Value);

        if (IsPlain(record.Value) && IsObject(record.Value))
        {
            json.WriteRawValue(record.Value, skipInputValidation: true);
        }
        else
        {
            WriteBytes(json, record.Value);
        }

        json.WriteStartArray(Headers);

        foreach (var (name, value) in record.Headers)
        {
            json.WriteStringValue(name);
            WriteText(json, value);
        }

        json.WriteEndArray();

        if (record.AnswersTopic is { } origin)
        {
            json.WriteString(AnswersTopic, origin);
        }

        json.WriteEndObject();
    }

    private static CollectedRecord Read(JsonElement record)
    {
        var headers = record.GetProperty(Headers).EnumerateArray().ToList();
        return new(
            record.GetProperty(Topic).GetString()!,
            record.TryGetProperty(Partition, out var partition) ? partition.GetInt32() : null,
            ReadText(record.GetProperty(Key)),
            ReadBytes(record.GetProperty(Value)) ?? Encoding.UTF8.GetBytes(record.GetProperty(Value).GetRawText()),
            [.. headers.Where((_, index) => index % 2 == 0).Zip(
                headers.Where((_, index) => index % 2 == 1), (name, value) => new CollectedHeader(name.GetString()!, ReadText(value)))],
            record.TryGetProperty(AnswersTopic, out var origin) ? origin.GetString() : null);
    }

    private static void WriteText(Utf8JsonWriter json, byte[]? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (IsPlain(text) && !text.AsSpan().Contains((byte)'"'))
        {
            json.WriteStringValue(text);
        }
        else
        {
            WriteBytes(json, text);
        }
    }

    private static byte[]? ReadText(JsonElement text) => text.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Encoding.UTF8.GetBytes(text.GetString()!),
        _ => ReadBytes(text),
    };

    private static void WriteBytes(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteStartArray();
        json.WriteStringValue(Bytes);
        json.WriteBase64StringValue(bytes);
        json.WriteEndArray();
    }

    private static byte[]? ReadBytes(JsonElement bytes) => bytes.ValueKind == JsonValueKind.Array ? bytes[1].GetBytesFromBase64() : null;

    private static bool IsPlain(byte[] bytes) => !bytes.AsSpan().ContainsAnyExcept(Plain);

    /// <summary>Says whether a body is one JSON object, and nothing beside it.</summary>
    private static bool IsObject(byte[] body)
    {
        if (body is not [(byte)'{', .., (byte)'}'])
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
