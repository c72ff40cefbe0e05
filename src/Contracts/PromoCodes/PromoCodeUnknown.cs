namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was not redeemed, because there is none of this code.</summary>
/// <param name="Code">The code.</param>
public sealed record PromoCodeUnknown(string Code);
