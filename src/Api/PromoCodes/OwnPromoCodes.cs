using KafkaRider.AspNetCore;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Shows the promo codes that this instance has told of at once, where the topic would show them a moment later.</summary>
internal sealed class OwnPromoCodes(PromoCodeView promoCodes) : IOutcomeObserver
{
    // Of one that another instance has created.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async ValueTask ObserveAsync(object outcome, CancellationToken cancellationToken)
    {
        if (!promoCodes.TryApply(outcome) && outcome is PromoCodeDuplicated duplicated && promoCodes.IsCurrent)
        {
            await promoCodes.WaitAsync(PromoCodeIds.Of(duplicated.Code), PromoCodeIds.OnlyVersion, Patience, cancellationToken);
        }
    }
}
