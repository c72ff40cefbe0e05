using KafkaRider.AspNetCore;
using Microsoft.Extensions.Options;
using Users.Api.Reading;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.PromoCodes;

/// <summary>Shows promo codes, from this instance's own view.</summary>
internal static class ReadPromoCodes
{
    private static readonly EndpointDescription Description = new("getPromoCode", "Shows a promo code")
    {
        Parameters =
        [
            ParameterDescription.Path("code", Schemas.Text(), "The code, in any case."),
            ReadingDescriptions.ConsistencyTokenParameter,
            ReadingDescriptions.IfNoneMatchParameter,
        ],
        Responses =
        [
            ResponseDescription.Json<PromoCodeResponse>(Status200OK, "The promo code.", Headers.ETag, Headers.CacheControl),
            new(Status304NotModified, "The promo code is as it is known.") { Headers = [Headers.ETag, Headers.CacheControl] },
            ResponseDescription.Problem(ProblemTypes.InvalidConsistencyToken, Headers.CacheControl.Sometimes),
            ResponseDescription.Problem(PromoCodeProblems.NotFoundType, Headers.CacheControl),
            ReadingDescriptions.ViewBehind,
        ],
    };

    public static void MapGetPromoCode(this IEndpointRouteBuilder promoCodes, string pattern) => promoCodes
        .MapGet(pattern, Get)
        .LimitRate()
        .WithConsistency(
            services => services.GetRequiredService<PromoCodeView>(),
            services => services.GetRequiredService<IOptions<ReadingOptions>>().Value.ConsistencyTimeout)
        .RequireScope(promoCodes.ServiceProvider, "promotions.read")
        .Describe(Description);

    private static IResult Get(string code, HttpContext http, PromoCodeView view, IOptions<RequestsOptions> requests)
    {
        http.Response.Headers.CacheControl = Caching.AskAgain;

        return !view.IsCurrent ? ViewBehind.Answer(requests.Value, "promo codes")
            : view.Find(code) is { } promo ? EntityResult.Show(http, EntityVersion.ToTag(PromoCodeIds.OnlyVersion), promo)
            : Answer.From(PromoCodeProblems.NotFound);
    }
}
