using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider;

/// <summary>Is one record of a topic that is followed.</summary>
public sealed class FollowedRecord
{
    private readonly ConsumeResult<byte[], byte[]> _result;
    private readonly KafkaJsonSerializer _serializer;
    private string[]? _messageTypes;
    private object? _message;

    internal FollowedRecord(ConsumeResult<byte[], byte[]> result, KafkaJsonSerializer serializer, bool isNew)
    {
        _result = result;
        _serializer = serializer;
        IsNew = isNew;
    }

    /// <summary>Gets whether the record was written after following began, whatever its <see cref="Timestamp"/> says.</summary>
    /// <remarks>Clocks can be wrong; what is new is not old because of that.</remarks>
    public bool IsNew { get; }

    /// <summary>Gets the number of the partition.</summary>
    public int Partition => _result.Partition.Value;

    /// <summary>Gets the offset in the partition.</summary>
    public long Offset => _result.Offset.Value;

    /// <summary>Gets when the record was written, in UTC, as its producer or the broker says.</summary>
    public DateTimeOffset Timestamp => new(_result.Message.Timestamp.UtcDateTime, TimeSpan.Zero);

    /// <summary>Gets the body.</summary>
    /// <value>Empty where the record has none.</value>
    public ReadOnlyMemory<byte> Value => _result.Message.Value;

    /// <summary>Gets the id of the message, if the record carries one.</summary>
    public Guid? MessageId => _result.Message.Headers.GetGuid(KafkaHeaderNames.MessageId);

    /// <summary>Gets the id of the request, if the record carries one.</summary>
    public Guid? RequestId => _result.Message.Headers.GetGuid(KafkaHeaderNames.RequestId);

    /// <summary>Gets the correlation id, if the record carries one.</summary>
    public Guid? CorrelationId => _result.Message.Headers.GetGuid(KafkaHeaderNames.CorrelationId);

    /// <summary>Gets what the record says it is: the URNs of its types, the most derived first.</summary>
    public IReadOnlyList<string> MessageTypes => _messageTypes ??= _result.Message.Headers.GetMessageTypes();

    /// <summary>Returns a header as text.</summary>
    /// <param name="name">The name of the header.</param>
    /// <returns>The last value of the header, or <see langword="null"/> if there is none.</returns>
    public string? GetHeader(string name) => _result.Message.Headers.GetText(name);

    /// <summary>Returns what this record can be told by after a restart.</summary>
    /// <returns>The mark.</returns>
    public FollowMark CreateMark() => new(Partition, Offset, RecordFingerprint.Of(_result.Message));

    /// <summary>Reads the body as a message, if that is what the record says it is.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="message">The message.</param>
    /// <returns>Whether the record is of that type.</returns>
    /// <exception cref="JsonException">The record is said to be of that type but is not.</exception>
    public bool TryRead<T>([NotNullWhen(true)] out T? message)
        where T : class
    {
        message = MessageTypes.Contains(MessageUrn.ForTypeString<T>(), StringComparer.Ordinal) ? Read<T>() : null;
        return message is not null;
    }

    // Several may follow the topic, and ask for the same.
    private T Read<T>()
        where T : class
    {
        if (_message is not T message)
        {
            message = JsonSerializer.Deserialize<T>(Value.Span, _serializer.Options) ?? throw new JsonException("The body is JSON null.");
            _message = message;
        }

        return message;
    }
}
