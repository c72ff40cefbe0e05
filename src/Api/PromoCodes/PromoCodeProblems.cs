using KafkaRider.AspNetCore;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.PromoCodes;

/// <summary>Lists the problems that only promo codes have. Each has a section in docs/problems.md.</summary>
internal static class PromoCodeProblems
{
    public static readonly ProblemType NotFoundType = new("promo-code-not-found", Status404NotFound, "There is no such promo code");

    public static readonly Problem NotFound = NotFoundType.With("There is no promo code of this code.");

    public static readonly Problem Unknown = new ProblemType("promo-code-unknown", Status422UnprocessableEntity, "There is no such promo code to redeem").With(
        "The promo code was not redeemed, because there is none of this code.");

    public static readonly Problem Duplicated = new ProblemType("promo-code-duplicated", Status409Conflict, "There is such a promo code already").With(
        "There is a promo code of this code already. Codes are the same when they differ only in case.");

    public static readonly Problem Expired = new ProblemType("promo-code-expired", Status422UnprocessableEntity, "The promo code has expired").With(
        "The promo code was not redeemed, because it has expired.");

    public static readonly Problem UsedUp = new ProblemType("promo-code-used-up", Status422UnprocessableEntity, "The promo code is used up").With(
        "The promo code was not redeemed, because as many have redeemed it as may.");
}
