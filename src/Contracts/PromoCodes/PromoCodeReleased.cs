namespace Users.Contracts.PromoCodes;

/// <summary>
/// Says that a redemption does not count, and never will: it was taken back, or there had been none. Whoever asks for it to be redeemed after
/// that is told so, too.
/// </summary>
/// <param name="Code">The code.</param>
/// <param name="RedemptionId">The redemption.</param>
public sealed record PromoCodeReleased(string Code, Guid RedemptionId);
