using MassTransit;

namespace KafkaRider;

/// <summary>Is thrown when a request was refused before Kafka acknowledged it: nobody is known to have accepted it.</summary>
/// <remarks>
/// After <see cref="RequestRefusal.SendFailed"/> the broker may still have written the request although its acknowledgement did not
/// arrive, and after <see cref="RequestRefusal.Stopping"/> the request may have been sent: a caller must treat the outcome as unknown.
/// After the other reasons it is certain that nobody executes it.
/// </remarks>
public sealed class RequestNotAcceptedException : RequestException
{
    /// <summary>Initializes a new instance of the <see cref="RequestNotAcceptedException"/> class.</summary>
    /// <param name="reason">Why the request was refused.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="message">What happened, for a person to read.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public RequestNotAcceptedException(RequestRefusal reason, Guid requestId, string message, Exception? innerException = null)
        : base(message, innerException!)
    {
        Reason = reason;
        RequestId = requestId;
    }

    /// <summary>Gets why the request was refused.</summary>
    public RequestRefusal Reason { get; }

    /// <summary>Gets the id of the request.</summary>
    public Guid RequestId { get; }
}
