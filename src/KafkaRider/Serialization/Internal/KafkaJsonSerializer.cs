using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace KafkaRider.Internal;

/// <summary>Writes and reads the body alone as JSON; everything else travels in headers.</summary>
internal sealed class KafkaJsonSerializer(JsonSerializerOptions options) : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    public static readonly ContentType Json = new("application/json");

    public ContentType ContentType => Json;

    public JsonSerializerOptions Options { get; } = new(options) { Converters = { new InterfaceConverterFactory() } };

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(JsonSerializer.SerializeToUtf8Bytes(context.Message, Options));

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new RecordConsumeContext(receiveContext, receiveContext is IReceivedRecord record
        ? record.CreateSerializerContext(this)
        : Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new KafkaSerializerContext(
        this, body, new RawMessageContext(headers, destinationAddress, RawSerializerOptions.CopyHeaders), SplitTypes(headers));

    private static string[] SplitTypes(Headers headers) =>
        HeadersExtensions.SplitTypes(headers.TryGetHeader(KafkaHeaderNames.MessageType, out var value) ? value as string : null);

    public void Probe(ProbeContext context) => context.CreateScope("json").Add("contentType", Json.MediaType);
}
