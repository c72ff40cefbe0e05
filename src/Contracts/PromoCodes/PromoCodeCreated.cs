namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was created. A code is created once, and stays as it is.</summary>
/// <param name="Code">The code.</param>
/// <param name="Discount">What it takes off, in percent.</param>
/// <param name="Limit">How many may have redeemed it at any moment.</param>
/// <param name="ExpiresAt">From when on it is not redeemed any more, in UTC.</param>
/// <param name="CreatedAt">When the command was executed, in UTC.</param>
public sealed record PromoCodeCreated(string Code, int Discount, int Limit, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);
