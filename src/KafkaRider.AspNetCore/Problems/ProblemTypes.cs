using static Microsoft.AspNetCore.Http.StatusCodes;

namespace KafkaRider.AspNetCore;

/// <summary>Lists the kinds of problems that every service with commands has.</summary>
public static class ProblemTypes
{
    /// <summary>The request cannot be read, or breaks a rule.</summary>
    public static readonly ProblemType InvalidRequest = new("invalid-request", Status400BadRequest, "The request is not valid");

    /// <summary>The Idempotency-Key is malformed.</summary>
    public static readonly ProblemType InvalidIdempotencyKey =
        new("invalid-idempotency-key", Status400BadRequest, "The Idempotency-Key is not valid");

    /// <summary>The Consistency-Token is malformed.</summary>
    public static readonly ProblemType InvalidConsistencyToken =
        new("invalid-consistency-token", Status400BadRequest, "The Consistency-Token is not valid");

    /// <summary>The request has no token, or none that is valid.</summary>
    public static readonly ProblemType AuthenticationRequired =
        new("authentication-required", Status401Unauthorized, "Who is calling is not known");

    /// <summary>The token lacks a scope.</summary>
    public static readonly ProblemType ScopeRequired = new("scope-required", Status403Forbidden, "The caller may not do this");

    /// <summary>No resource has this path.</summary>
    public static readonly ProblemType NotFound = new("not-found", Status404NotFound, "There is nothing here");

    /// <summary>No operation has this id.</summary>
    public static readonly ProblemType OperationNotFound =
        new("operation-not-found", Status404NotFound, "No such operation is known");

    /// <summary>The path does not take this method.</summary>
    public static readonly ProblemType MethodNotAllowed =
        new("method-not-allowed", Status405MethodNotAllowed, "The method is not allowed here");

    /// <summary>The body came too slowly.</summary>
    public static readonly ProblemType BodyTooSlow = new("body-too-slow", Status408RequestTimeout, "The body came too slowly");

    /// <summary>The body is too large.</summary>
    public static readonly ProblemType BodyTooLarge = new("body-too-large", Status413PayloadTooLarge, "The body is too large");

    /// <summary>The target of the request is too long.</summary>
    public static readonly ProblemType TargetTooLong = new("target-too-long", Status414UriTooLong, "The target of the request is too long");

    /// <summary>The body is of another media type, or compressed.</summary>
    public static readonly ProblemType UnsupportedMediaType =
        new("unsupported-media-type", Status415UnsupportedMediaType, "The media type is not supported");

    /// <summary>The Idempotency-Key was used for another command.</summary>
    public static readonly ProblemType IdempotencyKeyReused =
        new("idempotency-key-reused", Status422UnprocessableEntity, "The Idempotency-Key was used for another command");

    /// <summary>If-Match is missing.</summary>
    public static readonly ProblemType PreconditionRequired =
        new("precondition-required", Status428PreconditionRequired, "If-Match is required");

    /// <summary>The caller sends too many requests.</summary>
    public static readonly ProblemType TooManyRequests =
        new("too-many-requests", Status429TooManyRequests, "The caller sends too many requests");

    /// <summary>The headers are too many or too large.</summary>
    public static readonly ProblemType HeadersTooLarge =
        new("headers-too-large", Status431RequestHeaderFieldsTooLarge, "The headers of the request are too large");

    /// <summary>The command could not be executed, and is not tried again.</summary>
    public static readonly ProblemType CommandFailed =
        new("command-failed", Status500InternalServerError, "The command could not be executed");

    /// <summary>Something went wrong that nobody expected.</summary>
    public static readonly ProblemType InternalError = new("internal-error", Status500InternalServerError, "Something went wrong");

    /// <summary>Commands cannot be sent, or replies cannot arrive.</summary>
    public static readonly ProblemType Unavailable = new("unavailable", Status503ServiceUnavailable, "Commands are not accepted now");

    /// <summary>Too many commands are in flight.</summary>
    public static readonly ProblemType Overloaded = new("overloaded", Status503ServiceUnavailable, "Too many commands are in flight");

    /// <summary>Too many clients wait or follow operations.</summary>
    public static readonly ProblemType TooManyWaiting = new("too-many-waiting", Status503ServiceUnavailable, "Too many clients wait already");

    /// <summary>Too many connections are open.</summary>
    public static readonly ProblemType TooManyConnections =
        new("too-many-connections", Status503ServiceUnavailable, "Too many connections are open");

    /// <summary>It is not known whether the command is executed.</summary>
    public static readonly ProblemType OutcomeUnknown =
        new("outcome-unknown", Status503ServiceUnavailable, "It is not known whether the command is executed");

    /// <summary>This instance does not know the current state.</summary>
    public static readonly ProblemType ViewBehind = new("view-behind", Status503ServiceUnavailable, "This instance is not up to date");

    /// <summary>The command is executed later.</summary>
    public static readonly ProblemType OutcomePending =
        new("outcome-pending", Status504GatewayTimeout, "The command has no outcome yet");
}
