using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says what an exception means to the client. What the exception itself says never leaves the process.</summary>
internal static class ExceptionProblems
{
    public static readonly Problem CommandFailed = ProblemTypes.CommandFailed.With(
        "The command was accepted, but it could not be executed, and it will not be tried again.");

    public static Problem For(Exception exception) => exception switch
    {
        RequestTimeoutException => ProblemTypes.OutcomePending.With(
            "The command was accepted, but its outcome did not arrive in time. It will be executed; "
            + "look at the operation, or send the request again with the same Idempotency-Key."),
        RequestFaultException => CommandFailed,
        _ when IsUnknownOutcome(exception) => ProblemTypes.OutcomePending.With(
            "The command was executed, but this instance does not know what its outcome means. Look at the operation on another instance, "
            + "or send the request again with the same Idempotency-Key."),
        RequestNotAcceptedException refused => ForRefusal(refused.Reason),
        TooManyWaitersException full => ProblemTypes.TooManyWaiting.With(
            $"{full.Limit} requests wait already for what this instance does not know yet. Ask again later, or another instance."),
        BadHttpRequestException bad => ForBadRequest(bad.StatusCode),
        _ => ProblemTypes.InternalError.With("The service met an error that it did not expect."),
    };

    /// <summary>Says whether a reply came that is none of the outcomes which the command can have, as far as this version knows.</summary>
    public static bool IsUnknownOutcome(Exception exception) => exception.GetType() == typeof(RequestException);

    private static Problem ForRefusal(RequestRefusal reason) => reason switch
    {
        RequestRefusal.TooManyPending => ProblemTypes.Overloaded.With(
            "As many commands are in flight as this instance allows. Nothing was sent; send the request again later."),
        RequestRefusal.SendFailed => ProblemTypes.OutcomeUnknown.With(
            "Kafka did not acknowledge the command in time, so it may or may not be executed. "
            + "Look at the operation, or send the request again with the same Idempotency-Key."),
        RequestRefusal.Refused => ProblemTypes.Unavailable.With(
            "Kafka refuses the command, so it will not be executed. Nothing was done; send the request again later."),
        // A stopping client refuses new requests and gives up those under way alike.
        RequestRefusal.Stopping => ProblemTypes.OutcomeUnknown.With(
            "This instance stopped before the outcome arrived, so the command may or may not be executed. "
            + "Look at the operation, or send the request again with the same Idempotency-Key."),
        _ => ProblemTypes.Unavailable.With(
            "This instance cannot reach Kafka at the moment. Nothing was sent; send the request again later."),
    };

    private static Problem ForBadRequest(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => ProblemTypes.BodyTooLarge.With("The body is larger than this service accepts."),
        StatusCodes.Status408RequestTimeout => ProblemTypes.BodyTooSlow.With("The body came more slowly than this service waits for."),
        _ => ProblemTypes.InvalidRequest.With("The request breaks the rules of HTTP: its body ended early, or is framed wrongly."),
    };
}
