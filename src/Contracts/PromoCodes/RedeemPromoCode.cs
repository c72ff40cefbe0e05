namespace Users.Contracts.PromoCodes;

/// <summary>Asks for a promo code to be redeemed once.</summary>
/// <param name="Code">The code.</param>
/// <param name="RedemptionId">
/// Which redemption this is: the same one asked for again is the same one, and counts once. Whoever asks makes it, and may release it.
/// </param>
public sealed record RedeemPromoCode(string Code, Guid RedemptionId);
