using System.Security.Cryptography;
using System.Text;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Tells events of a saga apart.</summary>
internal static class SagaEvents
{
    /// <summary>Returns the same id whenever the same record comes.</summary>
    public static Guid IdOf(ConsumeContext context)
    {
        if (context.MessageId is { } id && id != Guid.Empty)
        {
            return id;
        }

        // Somebody else's client gives messages no id: then it is what the record says, and when it was written.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.SentTime:O}|{context.CorrelationId}|{context.RequestId}|{string.Join(';', context.SupportedMessageTypes)}"));
        hash.AppendData(context.ReceiveContext.GetBody());
        return new(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }
}
