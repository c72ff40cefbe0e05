namespace Promotions.Consumer.PromoCodes;

/// <summary>Represents a promo code as the database holds it.</summary>
internal sealed class PromoCodeRow
{
    public required string Code { get; init; }

    public int Discount { get; init; }

    public int Limit { get; init; }

    /// <summary>Gets or sets how many redemptions count.</summary>
    public int Redeemed { get; set; }

    public DateTime ExpiresAt { get; init; }

    public DateTime CreatedAt { get; init; }
}
