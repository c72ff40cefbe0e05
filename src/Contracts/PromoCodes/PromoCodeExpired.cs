namespace Users.Contracts.PromoCodes;

/// <summary>Says that a promo code was not redeemed, because it has expired.</summary>
/// <param name="Code">The code.</param>
/// <param name="ExpiredAt">When it did, in UTC.</param>
public sealed record PromoCodeExpired(string Code, DateTimeOffset ExpiredAt);
