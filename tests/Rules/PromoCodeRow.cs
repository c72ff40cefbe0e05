namespace Users.Rules;

/// <summary>A row of the table of promo codes.</summary>
public sealed record PromoCodeRow(string Code, int Limit, int Redeemed);
