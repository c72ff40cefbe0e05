using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>
/// Takes a redemption back. Where there was none, it notes that there is to be none: a redemption may come after its release. A code that there
/// cannot be is never redeemed, so that nothing is left to take back: whoever undoes must be able to.
/// </summary>
internal sealed class ReleasePromoCodeConsumer(IInbox<PromotionsDbContext> inbox) : IConsumer<ReleasePromoCode>
{
    public Task Consume(ConsumeContext<ReleasePromoCode> context)
    {
        var (given, id) = (context.Message.Code, context.Message.RedemptionId);
        IBatchDecision<PromoSet> decision = PromoCode.TryNormalize(given, out var code) ? new ReleasePromoCodeDecision(code, id) : new NothingToReleaseDecision(given, id);

        return inbox.ExecuteAsync(context, decision);
    }
}

internal sealed class ReleasePromoCodeDecision(string code, Guid redemptionId) : IBatchDecision<PromoSet>
{
    private readonly Guid _id = ValidPromoCode.Require(redemptionId);

    public bool NeedsRows => true;

    public void Name(PromoSet rows) => rows.Name(code, _id);

    public object Decide(PromoSet rows, DateTime now)
    {
        if (rows.FindRedemption(code, _id) is not { } redemption)
        {
            rows.Add(new() { Code = code, Id = _id, IsReleased = true, CreatedAt = now, ReleasedAt = now });
        }
        else if (!redemption.IsReleased)
        {
            rows.Release(redemption, now);
        }

        return new PromoCodeReleased(code, _id);
    }
}

internal sealed class NothingToReleaseDecision(string? given, Guid redemptionId) : IBatchDecision<PromoSet>
{
    private readonly Guid _id = ValidPromoCode.Require(redemptionId);

    public bool NeedsRows => false;

    public void Name(PromoSet rows)
    {
    }

    public object Decide(PromoSet rows, DateTime now) => new PromoCodeReleased(given ?? string.Empty, _id);
}
