using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Metadata;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

/// <summary>Writes records that can never be consumed to the dead-letter topic, and answers whoever waits for them with a fault.</summary>
internal sealed class DeadLetters(string topic, string groupId, KafkaProducer producer, KafkaJsonSerializer serializer, TimeProvider time)
{
    /// <summary>Marks a dead letter that lost its value, because with the reason added it was too large.</summary>
    public const string ValueOmitted = "MT-Fault-ValueOmitted";

    private const int MaxHeaderLength = 8192;
    private const string FaultUrn = "urn:message:MassTransit:Fault";

    public async Task WriteAsync(ConsumeResult<byte[], byte[]> result, Exception exception)
    {
        var headers = new Headers();
        foreach (var header in result.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        headers.AddText(MessageHeaders.Reason, exception is InvalidRecordException or JsonException ? "invalid" : "fault");
        headers.AddText(MessageHeaders.FaultInputAddress, new KafkaAddress(result.Topic).ToUri().OriginalString);
        headers.AddText(MessageHeaders.FaultExceptionType, exception.GetType().FullName);
        headers.AddText(MessageHeaders.FaultMessage, Shorten(exception.Message));
        headers.AddText(MessageHeaders.FaultStackTrace, Shorten(exception.ToString()));
        headers.AddText(MessageHeaders.FaultTimestamp, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        headers.AddText("MT-Fault-Topic", result.Topic);
        headers.AddText("MT-Fault-Partition", result.Partition.Value.ToString(CultureInfo.InvariantCulture));
        headers.AddText("MT-Fault-Offset", result.Offset.Value.ToString(CultureInfo.InvariantCulture));
        headers.AddText("MT-Fault-GroupId", groupId);

        var answered = AnswerAsync(result.Message.Headers, exception);
        try
        {
            await WriteAsync(result.Message.Key, result.Message.Value, headers).ConfigureAwait(false);
        }
        catch (ProduceException<byte[], byte[]> failure) when (failure.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            // With the reason added the record outgrew what the topic takes: its place in the log must do.
            headers.AddText(ValueOmitted, "true");
            await WriteAsync(result.Message.Key, value: null, headers).ConfigureAwait(false);
        }

        await answered.ConfigureAwait(false);
    }

    private static string Shorten(string text) => text.Length <= MaxHeaderLength ? text : text[..MaxHeaderLength];

    private Task WriteAsync(byte[] key, byte[]? value, Headers headers) =>
        producer.ProduceAsync(new(topic, Partition.Any), new() { Key = key, Value = value!, Headers = headers });

    private Task AnswerAsync(Headers? request, Exception exception)
    {
        var address = request.GetUri(KafkaHeaderNames.FaultAddress) ?? request.GetUri(KafkaHeaderNames.ResponseAddress);
        if (request.GetGuid(KafkaHeaderNames.RequestId) is not { } requestId || !KafkaAddress.TryParse(address, out var destination))
        {
            return Task.CompletedTask;
        }

        var messageTypes = request.GetMessageTypes();
        var faultType = messageTypes is [var first, ..] && first.Split(':', 3) is [_, _, var name] ? $"{FaultUrn}[[{name}]];{FaultUrn}" : FaultUrn;
        var fault = new RecordFault(
            NewId.NextGuid(), request.GetGuid(KafkaHeaderNames.MessageId), time.GetUtcNow().UtcDateTime,
            [new(exception.GetType().FullName!, Shorten(exception.Message))], messageTypes, HostMetadataCache.Host.MachineName ?? Environment.MachineName);

        var headers = new Headers();
        headers.AddText(KafkaHeaderNames.MessageType, faultType);
        headers.AddGuid(KafkaHeaderNames.MessageId, fault.FaultId);
        headers.AddGuid(KafkaHeaderNames.RequestId, requestId);
        headers.AddGuid(KafkaHeaderNames.CorrelationId, request.GetGuid(KafkaHeaderNames.CorrelationId));
        headers.AddGuid(KafkaHeaderNames.InReplyTo, fault.FaultedMessageId);
        headers.AddText(KafkaHeaderNames.DestinationAddress, address!.OriginalString);
        headers.AddText(KafkaHeaderNames.ContentType, "application/json");
        headers.AddText(KafkaHeaderNames.TraceParent, request.GetText(KafkaHeaderNames.TraceParent));

        return producer.ProduceAsync(
            new(destination.Topic, destination.Partition is { } partition ? new(partition) : Partition.Any),
            new()
            {
                Key = System.Text.Encoding.UTF8.GetBytes(requestId.ToString()),
                Value = JsonSerializer.SerializeToUtf8Bytes(fault, serializer.Options),
                Headers = headers,
            });
    }
}
