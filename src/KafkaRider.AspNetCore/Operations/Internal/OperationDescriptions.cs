using static Microsoft.AspNetCore.Http.StatusCodes;

namespace KafkaRider.AspNetCore.Internal;

internal static class OperationDescriptions
{
    private static readonly HeaderDescription Buffering =
        new(EventStream.XAccelBuffering, Schemas.OneOf("no"), "Asks proxies to pass on each event at once.");

    private static readonly ParameterDescription Id = ParameterDescription.Path("id", Schemas.Uuid, "The operation, as Operation-Location names it.");

    private static readonly ProblemType[] NotNow = [ProblemTypes.ViewBehind, ProblemTypes.TooManyWaiting];

    public static readonly EndpointDescription Get = new("getOperation", "Shows what became of a command")
    {
        Parameters =
        [
            Id,
            ParameterDescription.Header(
                Preferences.HeaderName, Schemas.Text(), $"{Preferences.WaitName}=n: wait up to n seconds for the outcome (at most {Preferences.LongestWait.TotalSeconds})."),
        ],
        Responses =
        [
            ResponseDescription.Json<OperationResponse>(
                Status200OK,
                "The operation, and under result the answer that the command got or would have got.",
                Headers.RetryAfter.Sometimes,
                Headers.CacheControl,
                Headers.VaryByPreference,
                Headers.PreferenceApplied),
            ResponseDescription.Problem(ProblemTypes.OperationNotFound, Headers.CacheControl, Headers.VaryByPreference, Headers.PreferenceApplied),
            ResponseDescription.OneOf("The instance does not know, or too many wait.", NotNow, Headers.RetryAfter, Headers.CacheControl, Headers.VaryByPreference, Headers.PreferenceApplied),
        ],
    };

    public static readonly EndpointDescription Stream = new("streamOperation", "Streams what becomes of a command")
    {
        Details = $"Server-sent events: {OperationEvent.Status} at once and with each change, {OperationEvent.Completed} at the end. "
            + "The data of each is the operation, as getOperation shows it.",
        Parameters = [Id, ParameterDescription.Header("Last-Event-ID", Schemas.Number(0), "The event that was seen last.")],
        Responses =
        [
            new(Status200OK, "The events.") { MediaType = EventStream.MediaType, Headers = [Headers.CacheControl, Buffering] },
            new(Status204NoContent, "The last event has been seen: there are no more.") { Headers = [Headers.CacheControl] },
            ResponseDescription.Problem(ProblemTypes.OperationNotFound, Headers.CacheControl),
            ResponseDescription.OneOf("The instance does not know, or too many wait.", NotNow, Headers.RetryAfter, Headers.CacheControl),
        ],
    };
}
