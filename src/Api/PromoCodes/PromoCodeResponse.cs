using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Represents a promo code, which never changes: as it is shown, and as the view holds it.</summary>
internal sealed record PromoCodeResponse(string Code, int Discount, int Limit, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt)
{
    public static PromoCodeResponse From(PromoCodeCreated created) =>
        new(created.Code, created.Discount, created.Limit, created.ExpiresAt, created.CreatedAt);
}
