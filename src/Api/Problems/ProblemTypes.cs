using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Problems;

internal static class ProblemTypes
{
    public static readonly ProblemType InvalidRequest = new("invalid-request", Status400BadRequest, "The request is not valid");
    public static readonly ProblemType InvalidIdempotencyKey =
        new("invalid-idempotency-key", Status400BadRequest, "The Idempotency-Key is not valid");
    public static readonly ProblemType InvalidConsistencyToken =
        new("invalid-consistency-token", Status400BadRequest, "The Consistency-Token is not valid");
    public static readonly ProblemType NotFound = new("not-found", Status404NotFound, "There is nothing here");
    public static readonly ProblemType UserNotFound = new("user-not-found", Status404NotFound, "There is no such user");
    public static readonly ProblemType OperationNotFound =
        new("operation-not-found", Status404NotFound, "No such operation is known");
    public static readonly ProblemType MethodNotAllowed =
        new("method-not-allowed", Status405MethodNotAllowed, "The method is not allowed here");
    public static readonly ProblemType BodyTooSlow = new("body-too-slow", Status408RequestTimeout, "The body came too slowly");
    public static readonly ProblemType UserDuplicated = new("user-duplicated", Status409Conflict, "The name is taken");
    public static readonly ProblemType UserDeleted = new("user-deleted", Status410Gone, "The user was deleted");
    public static readonly ProblemType UserVersionConflict =
        new("user-version-conflict", Status412PreconditionFailed, "The user has another version");
    public static readonly ProblemType BodyTooLarge = new("body-too-large", Status413PayloadTooLarge, "The body is too large");
    public static readonly ProblemType TargetTooLong = new("target-too-long", Status414UriTooLong, "The target of the request is too long");
    public static readonly ProblemType UnsupportedMediaType =
        new("unsupported-media-type", Status415UnsupportedMediaType, "The media type is not supported");
    public static readonly ProblemType IdempotencyKeyReused =
        new("idempotency-key-reused", Status422UnprocessableEntity, "The Idempotency-Key was used for another command");
    public static readonly ProblemType PreconditionRequired =
        new("precondition-required", Status428PreconditionRequired, "If-Match is required");
    public static readonly ProblemType HeadersTooLarge =
        new("headers-too-large", Status431RequestHeaderFieldsTooLarge, "The headers of the request are too large");
    public static readonly ProblemType CommandFailed =
        new("command-failed", Status500InternalServerError, "The command could not be executed");
    public static readonly ProblemType InternalError = new("internal-error", Status500InternalServerError, "Something went wrong");
    public static readonly ProblemType Unavailable = new("unavailable", Status503ServiceUnavailable, "Commands are not accepted now");
    public static readonly ProblemType Overloaded = new("overloaded", Status503ServiceUnavailable, "Too many commands are in flight");
    public static readonly ProblemType OutcomeUnknown =
        new("outcome-unknown", Status503ServiceUnavailable, "It is not known whether the command is executed");
    public static readonly ProblemType ViewBehind = new("view-behind", Status503ServiceUnavailable, "This instance is not up to date");
    public static readonly ProblemType OutcomePending =
        new("outcome-pending", Status504GatewayTimeout, "The command has no outcome yet");

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        InvalidRequest, InvalidIdempotencyKey, InvalidConsistencyToken, NotFound, UserNotFound, OperationNotFound, MethodNotAllowed,
        BodyTooSlow, UserDuplicated, UserDeleted, UserVersionConflict, BodyTooLarge, TargetTooLong, UnsupportedMediaType, IdempotencyKeyReused,
        PreconditionRequired, HeadersTooLarge, CommandFailed, InternalError, Unavailable,
        Overloaded, OutcomeUnknown, ViewBehind, OutcomePending,
    ];
}
