using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Takes a redemption back. Where there was none, it notes that there is to be none: a redemption may come after its release.</summary>
internal sealed class ReleasePromoCodeConsumer(IInbox<PromotionsDbContext> inbox, TimeProvider time) : IConsumer<ReleasePromoCode>
{
    public Task Consume(ConsumeContext<ReleasePromoCode> context)
    {
        var (code, id) = (ValidPromoCode.Parse(context.Message.Code), context.Message.RedemptionId);
        ValidPromoCode.Require(id);

        return inbox.ExecuteAsync(context, async (_, db) =>
        {
            var promo = await db.LockAsync(code);

            if (await db.Redemptions.FindAsync(code, id) is not { } redemption)
            {
                db.Add(new RedemptionRow { Code = code, Id = id, IsReleased = true, CreatedAt = time.Now() });
            }
            else if (!redemption.IsReleased)
            {
                redemption.IsReleased = true;
                promo!.Redeemed--;
            }

            return new PromoCodeReleased(code, id);
        });
    }
}
