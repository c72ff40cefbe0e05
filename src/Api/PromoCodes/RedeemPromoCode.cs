using KafkaRider.AspNetCore;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Says what redemptions and releases mean over HTTP. They have no route: processes ask for them, and their operations can be looked up.</summary>
internal static class RedeemPromoCodeOutcomes
{
    public static void AddRedeemPromoCode(this KafkaCommandsBuilder commands) => commands
        .Add<RedeemPromoCode>(command => command.Code)
        .Outcome<PromoCodeRedeemed, RedemptionResponse>(StatusCodes.Status200OK, RedemptionResponse.From)
        .Rejection<PromoCodeUnknown>(PromoCodeProblems.Unknown)
        .Rejection<PromoCodeExpired>(PromoCodeProblems.Expired)
        .Rejection<PromoCodeUsedUp>(PromoCodeProblems.UsedUp)
        .Outcome<PromoCodeReleased>(StatusCodes.Status204NoContent);

    public static void AddReleasePromoCode(this KafkaCommandsBuilder commands) => commands
        .Add<ReleasePromoCode>(command => command.Code)
        .Outcome<PromoCodeReleased>(StatusCodes.Status204NoContent);
}
