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
            var redemption = await db.Redemptions.FindAsync(code, id);

            if (promo is null && redemption is { IsReleased: false })
            {
                // The code was created and redeemed after it was looked for. Now it can be locked.
                promo = await db.LockAsync(code);
                await db.Entry(redemption).ReloadAsync();
            }

            var now = time.Now();

            if (redemption is null)
            {
                db.Add(new RedemptionRow { Code = code, Id = id, IsReleased = true, CreatedAt = now, ReleasedAt = now });
            }
            else if (!redemption.IsReleased)
            {
                (redemption.IsReleased, redemption.ReleasedAt) = (true, now);

                // Somebody may have removed the code by hand: then nothing counts any more.
                if (promo is not null)
                {
                    promo.Redeemed--;
                }
            }

            return new PromoCodeReleased(code, id);
        });
    }
}
