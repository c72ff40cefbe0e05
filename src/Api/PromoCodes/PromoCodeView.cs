using KafkaRider;
using KafkaRider.AspNetCore;
using KafkaRider.Views;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Represents all promo codes, as the event log tells of them.</summary>
internal sealed class PromoCodeView : EntityView<Guid, PromoCodeResponse>, IEntityView, ISnapshotView
{
    public PromoCodeView(TimeProvider time)
        : base(time) => On<PromoCodeCreated>(created => IdOf(created), _ => PromoCodeIds.OnlyVersion, (_, created) => PromoCodeResponse.From(created));

    public string SnapshotContent => $"{All.Count()} promo codes";

    /// <summary>Returns a promo code by its code in any case.</summary>
    public PromoCodeResponse? Find(string given) => PromoCodeIds.Find(given) is { } id ? Find(id) : null;

    /// <summary>Waits until the view knows a promo code, or the time is up, and returns whether it does.</summary>
    public async Task<bool> WaitAsync(Guid entityId, int version, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitForAsync(entityId, version, patience, cancellationToken);
        }
        catch (TooManyWaitersException)
        {
            // As good as if the time were up at once: whoever asked may come again.
            return false;
        }
    }

    private static Guid IdOf(PromoCodeCreated created)
    {
        PromoCodeRules.Check(created);
        return PromoCodeIds.Of(created.Code);
    }
}
