using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Creates a promo code, unless there is one of this code.</summary>
internal sealed class CreatePromoCodeConsumer(IInbox<PromotionsDbContext> inbox, TimeProvider time) : IConsumer<CreatePromoCode>
{
    public Task Consume(ConsumeContext<CreatePromoCode> context)
    {
        var code = ValidPromoCode.Parse(context.Message.Code);
        var sentAt = context.SentTime?.ToUniversalTime() ?? time.Now();
        Check(context.Message);

        return inbox.ExecuteAsync(context, async (command, db) =>
        {
            // One that has waited until the code expired was right when it was sent: it is created, and has expired. One that is sent again is
            // answered as it was, and does not come here.
            if (command.ExpiresAt.UtcDateTime <= sentAt)
            {
                throw new InvalidCommandException("The promo code had expired before the command was sent.");
            }

            if (await db.PromoCodes.AnyAsync(promo => promo.Code == code))
            {
                return new PromoCodeDuplicated(code);
            }

            var promo = new PromoCodeRow
            {
                Code = code,
                Discount = command.Discount,
                Limit = command.Limit,
                ExpiresAt = command.ExpiresAt.ToColumn(),
                CreatedAt = time.Now(),
            };
            db.Add(promo);
            return new PromoCodeCreated(code, promo.Discount, promo.Limit, promo.ExpiresAt.FromColumn(), promo.CreatedAt.FromColumn());
        });
    }

    private static void Check(CreatePromoCode command)
    {
        if (!PromoCode.IsDiscount(command.Discount))
        {
            throw new InvalidCommandException($"The discount is not {PromoCode.MinDiscount} to {PromoCode.MaxDiscount} percent.");
        }

        if (!PromoCode.IsLimit(command.Limit))
        {
            throw new InvalidCommandException($"The limit is not {PromoCode.MinLimit} to {PromoCode.MaxLimit}.");
        }
    }
}
