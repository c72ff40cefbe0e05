using MassTransit;

namespace KafkaRider;

/// <summary>Represents who awaits the answer to a request, so that it can be answered when something else is consumed, later and elsewhere.</summary>
/// <param name="Address">Where the answer goes.</param>
/// <param name="RequestId">The id of the request.</param>
/// <param name="MessageId">The id of the very message that asked.</param>
public sealed record RequestOrigin(Uri Address, Guid RequestId, Guid? MessageId)
{
    /// <summary>Returns who awaits an answer to a message.</summary>
    /// <param name="context">The message.</param>
    /// <returns>Whoever asked, or <see langword="null"/> if nobody awaits an answer.</returns>
    public static RequestOrigin? Of(ConsumeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        return context is { ResponseAddress: { } address, RequestId: { } requestId } ? new(address, requestId, context.MessageId) : null;
    }
}
