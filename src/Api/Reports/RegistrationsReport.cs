using KafkaRider.AspNetCore;
using Microsoft.Extensions.Options;
using Users.Api.Reading;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Reports;

/// <summary>Counts the users that were created, by period.</summary>
internal static class RegistrationsReport
{
    private static readonly EndpointDescription Description = new("reportRegistrations", "Counts the users that were created, by period")
    {
        Details = "From the period of the first user to that of the last, in UTC. Users that were deleted since count, too.",
        Parameters =
        [
            ParameterDescription.Query(
                "by", Schemas.OneOf(Period.Day.Name, Period.Month.Name, Period.Year.Name), $"The length of the periods; {Period.Month.Name} by default."),
            ReadingDescriptions.ConsistencyTokenParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<RegistrationsResponse>(Status200OK, "The counts, in order.", Headers.CacheControl),
            ReadingDescriptions.InvalidRequest,
            ReadingDescriptions.ViewBehind,
        ],
    };

    public static void MapReports(this IEndpointRouteBuilder routes) => routes.MapGet("/reports/registrations", Show)
        .WithTags("Reports")
        .WithUserView()
        .LimitRate()
        .RequireScope(routes.ServiceProvider, "users.read")
        .Describe(Description);

    private static IResult Show(string[] by, HttpContext http, UserView view, IOptions<RequestsOptions> requests)
    {
        if (!Period.TryParse(by.Length == 0 ? Period.Month.Name : string.Join(',', by), out var period))
        {
            return Answer.From(ProblemTypes.InvalidRequest.With(
                "The query has errors, which are listed by parameter.", new Dictionary<string, string[]> { ["by"] = ["It must be day, month or year."] }));
        }

        if (!view.IsCurrent)
        {
            return ViewBehind.Answer(requests.Value);
        }

        http.Response.Headers.CacheControl = Caching.AskAgain;
        var counts = view.CountRegistrations(period).Select(count => new RegistrationsInPeriod(period.Format(count.Start), count.Count));
        return TypedResults.Json(new RegistrationsResponse(period.Name, [.. counts]));
    }
}
