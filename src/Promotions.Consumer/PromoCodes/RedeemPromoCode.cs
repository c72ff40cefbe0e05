using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Redeems a promo code once, unless it has expired, as many have redeemed it as may, or the redemption was released.</summary>
internal sealed class RedeemPromoCodeConsumer(IInbox<PromotionsDbContext> inbox, TimeProvider time) : IConsumer<RedeemPromoCode>
{
    public Task Consume(ConsumeContext<RedeemPromoCode> context)
    {
        var (code, id) = (ValidPromoCode.Parse(context.Message.Code), context.Message.RedemptionId);
        ValidPromoCode.Require(id);

        return inbox.ExecuteAsync(context, (_, db) => DecideAsync(db, code, id, time.Now()));
    }

    private static async Task<object> DecideAsync(PromotionsDbContext db, string code, Guid id, DateTime now)
    {
        var promo = await db.LockAsync(code);

        return (await db.Redemptions.FindAsync(code, id), promo) switch
        {
            ({ IsReleased: true }, _) => new PromoCodeReleased(code, id),
            (not null, not null) => new PromoCodeRedeemed(code, promo.Discount, id),
            (_, null) => new PromoCodeUnknown(code),
            _ when promo.ExpiresAt <= now => new PromoCodeExpired(code, promo.ExpiresAt.FromColumn()),
            _ when promo.Redeemed >= promo.Limit => new PromoCodeUsedUp(code, promo.Limit),
            _ => Redeem(db, promo, id, now),
        };
    }

    private static PromoCodeRedeemed Redeem(PromotionsDbContext db, PromoCodeRow promo, Guid id, DateTime now)
    {
        promo.Redeemed++;
        db.Add(new RedemptionRow { Code = promo.Code, Id = id, CreatedAt = now });
        return new(promo.Code, promo.Discount, id);
    }
}
