using System.Diagnostics.CodeAnalysis;
using MassTransit;

namespace KafkaRider.Internal;

internal static class SendContextExtensions
{
    /// <summary>Says whether a message that is being sent answers one that is being consumed, or was before.</summary>
    /// <param name="context">What is sent.</param>
    /// <param name="request">The message that is being consumed.</param>
    /// <param name="requestMessageId">The id of the message that is answered.</param>
    public static bool IsReply(this SendContext context, [NotNullWhen(true)] out ConsumeContext? request, out Guid? requestMessageId)
    {
        requestMessageId = null;
        if (!context.TryGetPayload(out request))
        {
            return false;
        }

        if (context.TryGetPayload(out RequestOrigin? origin))
        {
            requestMessageId = origin.MessageId;
            return true;
        }

        requestMessageId = request.MessageId;
        return request.ResponseAddress is not null && request.ResponseAddress == context.DestinationAddress;
    }

    /// <summary>Returns the topic that a message was consumed from.</summary>
    public static string GetTopic(this ConsumeContext context) => KafkaAddress.TryParse(context.ReceiveContext.InputAddress, out var address)
        ? address.Topic
        : context.ReceiveContext.InputAddress.OriginalString;
}
