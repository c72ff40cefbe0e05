namespace Users.Contracts.PromoCodes;

/// <summary>Asks for a promo code to be created.</summary>
/// <param name="Code">The code, as <see cref="PromoCode.TryNormalize"/> has it.</param>
/// <param name="Discount">What it takes off, in percent: 1 to 100.</param>
/// <param name="Limit">How many may have redeemed it at any moment: 1 to 1,000,000.</param>
/// <param name="ExpiresAt">From when on it is not redeemed any more, in UTC. It is in the future when the command is sent.</param>
public sealed record CreatePromoCode(string Code, int Discount, int Limit, DateTimeOffset ExpiresAt);
