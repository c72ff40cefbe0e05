using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Redeems a promo code once, unless it has expired, as many have redeemed it as may, or the redemption was released.</summary>
internal sealed class RedeemPromoCodeConsumer(IInbox<PromotionsDbContext> inbox) : IConsumer<RedeemPromoCode>
{
    public Task Consume(ConsumeContext<RedeemPromoCode> context) =>
        inbox.ExecuteAsync(context, new RedeemPromoCodeDecision(ValidPromoCode.Parse(context.Message.Code), context.Message.RedemptionId));
}

internal sealed class RedeemPromoCodeDecision(string code, Guid redemptionId) : IBatchDecision<PromoSet>
{
    private readonly Guid _id = ValidPromoCode.Require(redemptionId);

    public bool NeedsRows => true;

    public void Name(PromoSet rows) => rows.Name(code, _id);

    public object Decide(PromoSet rows, DateTime now) => (rows.FindRedemption(code, _id), rows.FindCode(code)) switch
    {
        ({ IsReleased: true }, _) => new PromoCodeReleased(code, _id),
        (not null, { } promo) => new PromoCodeRedeemed(code, promo.Discount, _id),
        (_, null) => new PromoCodeUnknown(code),
        (_, { } promo) when promo.ExpiresAt <= now => new PromoCodeExpired(code, promo.ExpiresAt.FromColumn()),
        (_, { } promo) when promo.Redeemed >= promo.Limit => new PromoCodeUsedUp(code, promo.Limit),
        (_, { } promo) => Redeem(rows, promo, now),
    };

    private PromoCodeRedeemed Redeem(PromoSet rows, PromoCodeRow promo, DateTime now)
    {
        rows.Add(new() { Code = code, Id = _id, CreatedAt = now });
        return new(code, promo.Discount, _id);
    }
}
