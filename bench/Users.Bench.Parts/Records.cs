using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit.Context;
using Users.Contracts;

namespace Users.Bench.Parts;

/// <summary>Writes records as the rider writes them.</summary>
internal static class Records
{
    public static readonly CreateUser Command = new("6920a1b2-0001-0-000000001");
    public static readonly UserCreated Outcome = new(Guid.CreateVersion7(), Command.Name, Version: 1, DateTimeOffset.UnixEpoch);

    public static readonly KafkaJsonSerializer Serializer = new(new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractsJsonContext.Default, new DefaultJsonTypeInfoResolver()),
    });

    private static readonly Uri ResponseAddress = new KafkaAddress("users.replies", 7, "0123abcd").ToUri();

    public static (Message<byte[], byte[]> Record, Guid MessageId) Write<T>(T message, Guid requestId, string key)
        where T : class
    {
        var context = new MessageSendContext<T>(message)
        {
            Serializer = Serializer,
            RequestId = requestId,
            CorrelationId = requestId,
            ResponseAddress = ResponseAddress,
        };

        return (new Message<byte[], byte[]>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = context.Body.GetBytes(),
            Headers = KafkaHeaderWriter.Write(context),
        }, context.MessageId!.Value);
    }
}
