using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Metadata;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Internal;

/// <summary>Writes records that can never be consumed to the dead-letter topic, and answers whoever waits for them with a fault.</summary>
internal sealed class DeadLetters(
    string topic, string groupId, KafkaProducer producer, ReplySender replies, KafkaJsonSerializer serializer, TimeProvider time)
{
    /// <summary>Marks a dead letter that lost its value, because with the reason added it was too large.</summary>
    public const string ValueOmitted = "MT-Fault-ValueOmitted";

    private const int MaxHeaderLength = 8192;
    private const int MaxMessageLength = 65_536;
    private const string FaultUrn = "urn:message:MassTransit:Fault";

    /// <summary>Writes the letter. What is too large for the topic is left out: the value first, then whatever else came with the record.</summary>
    /// <exception cref="KafkaException">It was not acknowledged.</exception>
    public async Task WriteAsync(ConsumeResult<byte[], byte[]> result, Exception exception)
    {
        var reasons = DescribeFailure(result, exception);
        var headers = new Headers();
        foreach (var header in result.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        foreach (var reason in reasons)
        {
            headers.Add(reason);
        }

        if (await TryWriteAsync(result.Message.Key, result.Message.Value, headers).ConfigureAwait(false))
        {
            return;
        }

        headers.AddText(ValueOmitted, "true");
        headers.AddText("MT-Fault-Size", SizeOf(result.Message).ToString(CultureInfo.InvariantCulture));
        if (await TryWriteAsync(result.Message.Key, value: null, headers).ConfigureAwait(false))
        {
            return;
        }

        // Its place in the log must do.
        reasons.Add(headers[^2]);
        reasons.Add(headers[^1]);
        await WriteAsync(key: null, value: null, reasons).ConfigureAwait(false);
    }

    /// <summary>Answers whoever asked with the record, if somebody did and can be reached.</summary>
    public Task AnswerAsync(ConsumeResult<byte[], byte[]> result, Exception exception, CancellationToken cancellationToken)
    {
        var request = result.Message.Headers;
        var address = request.GetAddress(KafkaHeaderNames.FaultAddress) ?? request.GetAddress(KafkaHeaderNames.ResponseAddress);
        if (address is null || request.GetGuid(KafkaHeaderNames.RequestId) is not { } requestId)
        {
            return Task.CompletedTask;
        }

        if (!KafkaAddress.TryParse(address, out var destination))
        {
            replies.GiveUp(result.Topic, address.OriginalString, ForeignSendTransportContext.Code, ForeignSendTransportContext.Describe(address));
            return Task.CompletedTask;
        }

        var messageTypes = request.GetMessageTypes();
        var faultType = messageTypes is [var first, ..] && first.Split(':', 3) is [_, _, var name] ? $"{FaultUrn}[[{name}]];{FaultUrn}" : FaultUrn;
        var fault = new RecordFault(
            NewId.NextGuid(), request.GetGuid(KafkaHeaderNames.MessageId), time.GetUtcNow().UtcDateTime,
            [new(exception.GetType().FullName!, Shorten(exception.Message))], messageTypes, HostMetadataCache.Host.MachineName ?? Environment.MachineName,
            ReadMessage(result.Message.Value));

        var headers = new Headers();
        headers.AddText(KafkaHeaderNames.MessageType, faultType);
        headers.AddGuid(KafkaHeaderNames.MessageId, fault.FaultId);
        headers.AddGuid(KafkaHeaderNames.RequestId, requestId);
        headers.AddGuid(KafkaHeaderNames.CorrelationId, request.GetGuid(KafkaHeaderNames.CorrelationId));
        headers.AddGuid(KafkaHeaderNames.InReplyTo, fault.FaultedMessageId);
        headers.AddText(KafkaHeaderNames.DestinationAddress, address.OriginalString);
        headers.AddText(KafkaHeaderNames.ContentType, "application/json");
        headers.AddText(KafkaHeaderNames.TraceParent, request.GetText(KafkaHeaderNames.TraceParent));

        return replies.SendAsync(
            result.Topic,
            new(destination.Topic, destination.Partition is { } partition ? new(partition) : Partition.Any),
            new()
            {
                Key = System.Text.Encoding.UTF8.GetBytes(requestId.ToString()),
                Value = JsonSerializer.SerializeToUtf8Bytes(fault, serializer.Options),
                Headers = headers,
            },
            cancellationToken);
    }

    private Headers DescribeFailure(ConsumeResult<byte[], byte[]> result, Exception exception)
    {
        var headers = new Headers();
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
        return headers;
    }

    // Whoever consumes Fault<T> finds there what failed. One that is large would be a reason for the fault not to arrive.
    private static JsonElement? ReadMessage(byte[]? value)
    {
        if (value is not { Length: > 0 and <= MaxMessageLength })
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(value);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shorten(string text) => text.Length <= MaxHeaderLength ? text : text[..MaxHeaderLength];

    private static long SizeOf(Message<byte[], byte[]> message) =>
        (message.Key?.Length ?? 0) + (message.Value?.Length ?? 0)
        + (message.Headers ?? []).Sum(header => (long)header.Key.Length + (header.GetValueBytes()?.Length ?? 0));

    private async Task<bool> TryWriteAsync(byte[]? key, byte[]? value, Headers headers)
    {
        try
        {
            await WriteAsync(key, value, headers).ConfigureAwait(false);
            return true;
        }
        catch (ProduceException<byte[], byte[]> failure) when (failure.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            return false;
        }
    }

    private Task WriteAsync(byte[]? key, byte[]? value, Headers headers) =>
        producer.ProduceAsync(new(topic, Partition.Any), new() { Key = key!, Value = value!, Headers = headers });
}
