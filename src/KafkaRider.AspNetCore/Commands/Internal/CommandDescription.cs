using System.Net;
using System.Net.Mime;
using System.Text.RegularExpressions;
using static KafkaRider.AspNetCore.ResponseDescription;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Describes commands: what all have in common, and what each is registered with.</summary>
internal static partial class CommandDescription
{
    private static readonly HeaderDescription CacheControl = Headers.CacheControl.Sometimes;

    private static readonly HeaderDescription[] Common = [Headers.OperationLocation, Headers.PreferenceApplied];

    private static readonly ParameterDescription[] CommonParameters =
    [
        ParameterDescription.Header(
            IdempotencyKey.HeaderName,
            Schemas.Text(),
            $"A quoted string of up to {IdempotencyKey.MaxLength} printable ASCII characters, best a UUID. "
            + "A request that is sent again with the same key gets the answer of the first one."),
        ParameterDescription.Header(
            Preferences.HeaderName,
            Schemas.Text(),
            $"{Preferences.RespondAsyncName}: do not wait for the outcome. {Preferences.WaitName}=n: wait up to n seconds "
            + $"(at most {Preferences.LongestWait.TotalSeconds}). Both: wait that long, then answer 202."),
    ];

    private static readonly ParameterDescription[] TargetParameters =
    [
        ParameterDescription.Path(TargetReader.IdParameter, Schemas.Uuid, "The id."),
        ParameterDescription.Header("If-Match", Schemas.Text(), "The version that is meant, as its ETag, or several of which any will do, or * for any.")
            with { IsRequired = true },
    ];

    /// <summary>Describes a command that is made from a body alone.</summary>
    public static EndpointDescription Create<TCommand>(CommandRegistration<TCommand> command, Type body, string[] mediaTypes)
        where TCommand : class => Describe(
            command, CommonParameters, new(body, mediaTypes), [.. command.Outcomes.SelectMany(outcome => Describe(outcome, mayLackOperation: false))]);

    /// <summary>Describes a command on one entity.</summary>
    public static EndpointDescription Create<TCommand>(
        CommandRegistration<TCommand> command, Problem notFound, Type? body = null, string[]? mediaTypes = null, bool mayBeUnchanged = false)
        where TCommand : class
    {
        // An id that is none is not found without asking anyone, and where nothing is to be changed, a view answers.
        var outcomes = command.Outcomes
            .SelectMany(outcome => Describe(outcome, mayLackOperation: outcome.Status is null || mayBeUnchanged))
            .Append(OfProblem(notFound, Headers.OperationLocation.Sometimes))
            .Append(Problem(ProblemTypes.PreconditionRequired))
            .Concat(mayBeUnchanged ? [Problem(ProblemTypes.ViewBehind, Headers.RetryAfter)] : []);

        return Describe(command, [.. TargetParameters, .. CommonParameters], body is null ? null : new(body, mediaTypes!), [.. outcomes]);
    }

    private static EndpointDescription Describe<TCommand>(
        CommandRegistration<TCommand> command, IReadOnlyList<ParameterDescription> parameters, BodyDescription? body, IReadOnlyList<ResponseDescription> outcomes)
        where TCommand : class => new(char.ToLowerInvariant(typeof(TCommand).Name[0]) + typeof(TCommand).Name[1..], Sentence(typeof(TCommand)))
        {
            Details = "The command is sent over Kafka, and this request waits for its outcome.",
            Parameters = parameters,
            Body = body,
            Headers = [AspNetCore.Headers.VaryByPreference],
            Responses =
            [
                .. outcomes.Concat(OfEveryCommand(body))
                    .GroupBy(response => response.Status)
                    .Select(same => same.Aggregate((one, other) => one.With(other)))
                    .Select(response => response with { Headers = [.. response.Headers, Headers.VaryByPreference] })
                    .OrderBy(response => response.Status),
            ],
        };

    private static IEnumerable<ResponseDescription> Describe(OutcomeMeaning outcome, bool mayLackOperation)
    {
        HeaderDescription?[] own =
        [
            outcome.HasLocation ? new("Location", Schemas.Link, "Where the entity is found.") : null,
            outcome.HasETag ? Headers.ETag : null,
            outcome.HasToken ? Headers.ConsistencyToken : null,
            mayLackOperation ? Headers.OperationLocation.Sometimes : Headers.OperationLocation,
            Headers.PreferenceApplied,
            Headers.Replayed,
        ];
        HeaderDescription[] headers = [.. own.OfType<HeaderDescription>()];

        if (outcome.Status is { } status)
        {
            yield return new(status, Sentence(outcome.OutcomeType) + ".")
            {
                Body = outcome.BodyType,
                MediaType = outcome.BodyType is null ? null : MediaTypeNames.Application.Json,
                Headers = headers,
            };
        }

        foreach (var problem in outcome.Problems)
        {
            yield return OfProblem(problem, headers);
        }
    }

    private static ResponseDescription OfProblem(Problem problem, params IReadOnlyList<HeaderDescription> headers) =>
        Problem(new ProblemType(problem.Type[(problem.Type.LastIndexOf('/') + 1)..], problem.Status, problem.Title), headers);

    private static IEnumerable<ResponseDescription> OfEveryCommand(BodyDescription? body)
    {
        yield return Json<OperationResponse>(
            (int)HttpStatusCode.Accepted,
            "Kafka has the command; its outcome is not known yet.",
            new("Location", Schemas.Link, "The operation."),
            new("Content-Location", Schemas.Link, "The operation, which is what the body shows."),
            Headers.RetryAfter,
            Headers.OperationLocation,
            Headers.PreferenceApplied with { IsAlwaysThere = true });
        yield return OneOf("The request is not valid.", [ProblemTypes.InvalidRequest, ProblemTypes.InvalidIdempotencyKey], CacheControl);

        if (body is not null)
        {
            yield return Problem(ProblemTypes.BodyTooSlow, CacheControl);
            yield return Problem(ProblemTypes.BodyTooLarge, CacheControl);
            yield return Problem(
                ProblemTypes.UnsupportedMediaType,
                new HeaderDescription("Accept", Schemas.Text(), "The media types that are taken.").Sometimes,
                new HeaderDescription("Accept-Encoding", Schemas.Text(), "The encodings that are taken.").Sometimes,
                new HeaderDescription(OwnHeaders.AcceptPatch, Schemas.Text(), "The media types that PATCH takes.").Sometimes);
        }

        yield return Problem(ProblemTypes.IdempotencyKeyReused, Common);
        yield return OneOf(
            "The command could not be executed, or something went wrong.",
            [ProblemTypes.CommandFailed, ProblemTypes.InternalError],
            CacheControl,
            Headers.OperationLocation.Sometimes,
            Headers.PreferenceApplied,
            Headers.Replayed);
        yield return OneOf(
            "The command was not accepted, or it is not known whether it was.",
            [ProblemTypes.Unavailable, ProblemTypes.Overloaded, ProblemTypes.OutcomeUnknown],
            [Headers.RetryAfter, .. Common]);
        yield return Problem(ProblemTypes.OutcomePending, [Headers.RetryAfter, .. Common]);
    }

    // "UserCreated" is "User created".
    private static string Sentence(Type type) => WordStart().Replace(type.Name, letter => $" {letter.Value.ToLowerInvariant()}");

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}
