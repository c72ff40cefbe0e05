using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Reads records as anybody can who knows how they stand on the wire.</summary>
internal static class RecordReader
{
    private const string CommandType = "urn:message:Users.Contracts:CreateUser";
    private const string OutcomePrefix = "urn:message:Users.Contracts:";

    public static CommandRecord ReadCommand(ConsumeResult<byte[], byte[]> record)
    {
        var body = ReadBody(record.Message.Value);

        return new CommandRecord(record.Partition, record.Offset, record.Message.Key is { } key ? Encoding.UTF8.GetString(key) : null)
        {
            OperationId = Id(record, "CorrelationId") ?? Id(record, "RequestId") ?? Id(record, "MessageId"),
            MessageId = Id(record, "MessageId"),
            Name = Header(record, "MT-MessageType") == CommandType ? Text(body, "name") : null,
            ResponseAddress = Header(record, "MT-Response-Address"),
        };
    }

    public static OutcomeRecord ReadOutcome(ConsumeResult<byte[], byte[]> record)
    {
        var body = ReadBody(record.Message.Value);
        var type = Header(record, "MT-MessageType") ?? "";

        return new OutcomeRecord(record.Partition, record.Offset, type.Replace(OutcomePrefix, "", StringComparison.Ordinal))
        {
            OperationId = Id(record, "CorrelationId") ?? Id(record, "RequestId"),
            UserId = Text(body, "userId") is { } id ? Guid.Parse(id) : null,
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

    private static string? Text(JsonElement body, string field) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static Guid? Id(ConsumeResult<byte[], byte[]> record, string name) =>
        Guid.TryParse(Header(record, name), out var id) ? id : null;

    private static string? Header(ConsumeResult<byte[], byte[]> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;
}
