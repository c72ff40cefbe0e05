namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was redeemed.</summary>
/// <param name="Code">The code.</param>
/// <param name="Discount">What it takes off, in percent.</param>
/// <param name="RedemptionId">Which redemption this is.</param>
public sealed record PromoCodeRedeemed(string Code, int Discount, Guid RedemptionId);
