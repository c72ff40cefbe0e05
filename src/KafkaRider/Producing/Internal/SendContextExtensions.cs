using System.Diagnostics.CodeAnalysis;
using MassTransit;

namespace KafkaRider.Internal;

internal static class SendContextExtensions
{
    /// <summary>Says whether a message that is being sent answers one that is being consumed.</summary>
    public static bool IsReply(this SendContext context, [NotNullWhen(true)] out ConsumeContext? request) =>
        context.TryGetPayload(out request) && request.ResponseAddress is not null && request.ResponseAddress == context.DestinationAddress;

    /// <summary>Returns the topic that a message was consumed from.</summary>
    public static string GetTopic(this ConsumeContext context) => KafkaAddress.TryParse(context.ReceiveContext.InputAddress, out var address)
        ? address.Topic
        : context.ReceiveContext.InputAddress.OriginalString;
}
