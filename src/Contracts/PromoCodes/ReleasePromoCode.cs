namespace Users.Contracts.PromoCodes;

/// <summary>Asks for a redemption to be taken back. It may come before the redemption, which is refused then.</summary>
/// <param name="Code">The code.</param>
/// <param name="RedemptionId">The redemption.</param>
public sealed record ReleasePromoCode(string Code, Guid RedemptionId);
