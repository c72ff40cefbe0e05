namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was not redeemed, because as many have redeemed it as may.</summary>
/// <param name="Code">The code.</param>
/// <param name="Limit">How many that is.</param>
public sealed record PromoCodeUsedUp(string Code, int Limit);
