namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was not created, because there is one of this code already.</summary>
/// <param name="Code">The code.</param>
public sealed record PromoCodeDuplicated(string Code);
