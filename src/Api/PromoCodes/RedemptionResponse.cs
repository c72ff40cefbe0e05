using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Represents a redemption, as its operation shows it.</summary>
internal sealed record RedemptionResponse(string Code, int Discount, Guid RedemptionId)
{
    public static RedemptionResponse From(PromoCodeRedeemed redeemed) => new(redeemed.Code, redeemed.Discount, redeemed.RedemptionId);
}
