using KafkaRider.AspNetCore;
using KafkaRider.Views;
using Users.Contracts;

namespace Users.Api.PromoCodes;

/// <summary>Adds promo codes: the view that shows them, the commands on them, and their routes.</summary>
internal static class PromoCodesExtensions
{
    private const string SectionName = "PromoCodes";

    public static void AddPromoCodes(this KafkaCommandsBuilder commands)
    {
        commands.AddCreatePromoCode();
        commands.AddRedeemPromoCode();
        commands.AddReleasePromoCode();
        commands.Conflict<OperationConflicted>();
        commands.CheckOutcomes((outcome, _) => PromoCodeRules.Check(outcome));
        commands.Outcomes(Topics.PromotionEvents.Name);
        commands.Outcomes(Topics.PromotionOutcomes.Name);
        commands.AskForOperations(Topics.PromotionQueries.Name);
        commands.Services.AddKafkaView<PromoCodeView>(Topics.PromotionEvents.Name, SectionName);
        commands.Services.AddSingleton<IOutcomeObserver, OwnPromoCodes>();

        foreach (var topic in Topics.Promotions)
        {
            commands.Topic(topic.Name, topic.Partitions, topic.Retention);
        }
    }

    public static void MapPromoCodes(this IEndpointRouteBuilder routes)
    {
        var promoCodes = routes.MapGroup("").WithTags("Promo codes");
        promoCodes.MapCreatePromoCode("/promo-codes").WithSummary("Creates a promo code");
        promoCodes.MapGetPromoCode("/promo-codes/{code}");
    }
}
