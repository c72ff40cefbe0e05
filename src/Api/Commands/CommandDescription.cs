using System.Net;
using Users.Api.Description;
using Users.Api.Operations;
using Users.Api.Problems;
using static Users.Api.Description.ResponseDescription;

namespace Users.Api.Commands;

/// <summary>Describes what all commands have in common; each adds its own outcomes.</summary>
internal static class CommandDescription
{
    public static readonly HeaderDescription Replayed = new HeaderDescription(
        "Idempotency-Replayed", Schemas.OneOf("true"), "The answer is that of an earlier request with the same Idempotency-Key.").Sometimes;

    public static readonly HeaderDescription PreferenceApplied = new HeaderDescription(
        "Preference-Applied", Schemas.Text(), "Which of the preferences were followed.").Sometimes;

    private static readonly HeaderDescription Vary = new("Vary", Schemas.Text(), "Prefer.");

    private static readonly HeaderDescription CacheControl = Headers.CacheControl.Sometimes;

    private static readonly HeaderDescription[] Common = [Headers.OperationLocation, PreferenceApplied];

    private static readonly ParameterDescription IdempotencyKeyParameter = ParameterDescription.Header(
        IdempotencyKey.HeaderName,
        Schemas.Text(),
        $"A quoted string of up to {IdempotencyKey.MaxLength} printable ASCII characters, best a UUID. "
        + "A request that is sent again with the same key gets the answer of the first one.");

    private static readonly ParameterDescription PreferParameter = ParameterDescription.Header(
        Preferences.HeaderName,
        Schemas.Text(),
        $"{Preferences.RespondAsyncName}: do not wait for the outcome. {Preferences.WaitName}=n: wait up to n seconds "
        + $"(at most {Preferences.LongestWait.TotalSeconds}). Both: wait that long, then answer 202.");

    /// <summary>Describes a command.</summary>
    /// <param name="id">The operation id.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="parameters">The parameters, apart from those of every command.</param>
    /// <param name="body">The body, if it has one.</param>
    /// <param name="outcomes">The answers that only this command has.</param>
    public static EndpointDescription Create(
        string id,
        string summary,
        IReadOnlyList<ParameterDescription> parameters,
        BodyDescription? body,
        params IReadOnlyList<ResponseDescription> outcomes) => new(id, summary)
        {
            Details = "The command is sent over Kafka, and this request waits for its outcome.",
            Parameters = [.. parameters, IdempotencyKeyParameter, PreferParameter],
            Body = body,
            Responses =
            [
                .. outcomes.Concat(Responses(body))
                    .Select(response => response with { Headers = [.. response.Headers, Vary] })
                    .OrderBy(response => response.Status),
            ],
        };

    /// <summary>Describes an answer that is the outcome of a command, adding the headers that all outcomes have.</summary>
    public static ResponseDescription Outcome(ResponseDescription response) =>
        response with { Headers = [.. response.Headers, .. Common, Replayed] };

    private static IEnumerable<ResponseDescription> Responses(BodyDescription? body)
    {
        var accepted = Json<OperationResponse>(
            (int)HttpStatusCode.Accepted,
            "Kafka has the command; its outcome is not known yet.",
            new("Location", Schemas.Link, "The operation."),
            new("Content-Location", Schemas.Link, "The operation, which is what the body shows."),
            Headers.RetryAfter,
            Headers.OperationLocation,
            PreferenceApplied with { IsAlwaysThere = true });

        yield return accepted;
        yield return OneOf("The request is not valid.", [ProblemTypes.InvalidRequest, ProblemTypes.InvalidIdempotencyKey], CacheControl);

        if (body is not null)
        {
            yield return Problem(ProblemTypes.BodyTooSlow, CacheControl);
            yield return Problem(ProblemTypes.BodyTooLarge, CacheControl);
            yield return Problem(
                ProblemTypes.UnsupportedMediaType,
                new HeaderDescription("Accept", Schemas.Text(), "The media types that are taken.").Sometimes,
                new HeaderDescription("Accept-Encoding", Schemas.Text(), "The encodings that are taken.").Sometimes,
                new HeaderDescription("Accept-Patch", Schemas.Text(), "The media types that PATCH takes.").Sometimes);
        }

        yield return Problem(ProblemTypes.IdempotencyKeyReused, Common);
        yield return OneOf(
            "The command could not be executed, or something went wrong.",
            [ProblemTypes.CommandFailed, ProblemTypes.InternalError],
            CacheControl,
            Headers.OperationLocation.Sometimes,
            PreferenceApplied,
            Replayed);
        yield return OneOf(
            "The command was not accepted, or it is not known whether it was.",
            [ProblemTypes.Unavailable, ProblemTypes.Overloaded, ProblemTypes.OutcomeUnknown],
            [Headers.RetryAfter, .. Common]);
        yield return Problem(ProblemTypes.OutcomePending, [Headers.RetryAfter, .. Common]);
    }
}
