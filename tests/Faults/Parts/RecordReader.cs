using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Reads records as anybody can who knows how they stand on the wire.</summary>
internal static class RecordReader
{
    private const string Prefix = "urn:message:Users.Contracts:";

    private static readonly Dictionary<string, CommandKind> Kinds = new()
    {
        [$"{Prefix}CreateUser"] = CommandKind.Create,
        [$"{Prefix}UpdateUser"] = CommandKind.Update,
        [$"{Prefix}DeleteUser"] = CommandKind.Delete,
    };

    public static CommandRecord ReadCommand(ConsumeResult<byte[], byte[]> record)
    {
        var body = ReadBody(record.Message.Value);
        var isCommand = Kinds.TryGetValue(Header(record, "MT-MessageType") ?? "", out var kind) && body.ValueKind == JsonValueKind.Object;

        return new CommandRecord(record.Partition, record.Offset, record.Message.Key is { } key ? Encoding.UTF8.GetString(key) : null)
        {
            OperationId = Id(record, "CorrelationId") ?? Id(record, "RequestId") ?? Id(record, "MessageId"),
            MessageId = Id(record, "MessageId"),
            Kind = isCommand ? kind : null,
            UserId = isCommand ? UserId(body) : null,
            Name = isCommand ? Text(body, "name") : null,
            ResponseAddress = Header(record, "MT-Response-Address"),
        };
    }

    public static OutcomeRecord ReadOutcome(ConsumeResult<byte[], byte[]> record)
    {
        var body = ReadBody(record.Message.Value);
        var type = Header(record, "MT-MessageType") ?? "";

        // Answers to questions are messages of the library, and not of the contracts.
        return new OutcomeRecord(record.Partition, record.Offset, type[(type.LastIndexOf(':') + 1)..])
        {
            OperationId = Id(record, "CorrelationId") ?? Id(record, "RequestId"),
            UserId = UserId(body),
            Version = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("version", out var version) ? version.GetInt32() : null,
            Name = Text(body, "name"),
            InReplyTo = Id(record, "InReplyTo"),
            DestinationAddress = Header(record, "DestinationAddress"),
        };
    }

    public static DeadLetter ReadDeadLetter(ConsumeResult<byte[], byte[]> record) => new(
        int.Parse(Header(record, "MT-Fault-Partition") ?? "-1", CultureInfo.InvariantCulture),
        long.Parse(Header(record, "MT-Fault-Offset") ?? "-1", CultureInfo.InvariantCulture),
        Header(record, "MT-Reason"));

    private static JsonElement ReadBody(byte[]? value)
    {
        try
        {
            return value is null ? default : JsonSerializer.Deserialize<JsonElement>(value);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Guid? UserId(JsonElement body) => Text(body, "userId") is { } id ? Guid.Parse(id) : null;

    private static string? Text(JsonElement body, string field) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static Guid? Id(ConsumeResult<byte[], byte[]> record, string name) =>
        Guid.TryParse(Header(record, name), out var id) ? id : null;

    private static string? Header(ConsumeResult<byte[], byte[]> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;
}
