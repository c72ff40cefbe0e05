using System.Globalization;
using Microsoft.Extensions.Options;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Shows operators what is not finished, whoever asked for it.</summary>
internal static class UnfinishedOperationsEndpoint
{
    public const string Scope = "operations.read";

    private const int MostShown = 1000;
    private const int UsuallyShown = 100;

    private static readonly string[] Statuses = [OperationResponse.Pending, OperationResponse.Compensating, OperationResponse.FailedIncomplete];

    private static readonly EndpointDescription Description = new("listUnfinishedOperations", "Lists operations that are not finished")
    {
        Details = $"For operators: the token needs the scope {Scope}. What this instance has heard of, the oldest first. Each is shown whole; its link leads there for whoever asked for it.",
        Parameters =
        [
            ParameterDescription.Query("status", Schemas.OneOf(Statuses), "Only those in this status."),
            ParameterDescription.Query("olderThan", Schemas.Number(0), "Only those that began so many seconds ago, or longer."),
            ParameterDescription.Query("limit", Schemas.Number(1, MostShown), $"How many to show at most; {UsuallyShown} by default."),
        ],
        Responses =
        [
            ResponseDescription.Json<UnfinishedOperations>(Status200OK, "The operations.", Headers.CacheControl),
            ResponseDescription.Problem(ProblemTypes.InvalidRequest),
        ],
    };

    // Without callers that are told apart, whoever knows the id of an operation may see it: then nobody is told all of them.
    public static void Map(IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<CallerOptions>>().Value.IsOn)
        {
            routes.MapGet("/operations", Show).WithTags("Operations").LimitRate().RequireScope(routes.ServiceProvider, Scope).Describe(Description);
        }
    }

    private static IResult Show(string? status, string? olderThan, string? limit, HttpContext http, OperationView view, OperationAnswers answers, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        var (seconds, most) = (0, UsuallyShown);

        if (status is not null && !Statuses.Contains(status))
        {
            errors["status"] = [$"It must be {string.Join(", ", Statuses)}."];
        }

        if (olderThan is not null && !int.TryParse(olderThan, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
        {
            errors["olderThan"] = ["It must be a whole number of seconds."];
        }

        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostShown))
        {
            errors["limit"] = [$"It must be a number from 1 to {MostShown}."];
        }

        if (errors.Count > 0)
        {
            return Answer.From(ProblemTypes.InvalidRequest.With("The query has errors, which are listed by parameter.", errors));
        }

        http.Response.Headers.CacheControl = Caching.AskAgain;
        var before = time.GetUtcNow() - TimeSpan.FromSeconds(seconds);
        var shown = view.FindUnfinished().Where(operation => operation.CreatedAt <= before).OrderBy(operation => operation.CreatedAt)
            .Select(operation => answers.Show(operation, http.Request.PathBase))
            .Where(operation => status is null ? Statuses.Contains(operation.Status) : operation.Status == status)
            .Take(most);
        return TypedResults.Json(new UnfinishedOperations([.. shown]));
    }
}
