using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Promotions.Consumer.PromoCodes;
using Users.Contracts;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer;

internal static class PromotionsInboxExtensions
{
    /// <summary>Adds the inbox that commands on promo codes are executed with, and says what they come to.</summary>
    public static IServiceCollection AddPromotionsInbox(this IServiceCollection services) =>
        services.AddKafkaInbox<PromotionsDbContext>("Promotions", inbox => inbox
            .UseJson(ContractsJsonContext.Default)
            .Fact<PromoCodeCreated>(Topics.PromotionEvents.Name, promo => promo.Code)
            .Fact<PromoCodeRedeemed>(Topics.PromotionEvents.Name, promo => promo.Code)
            .Fact<PromoCodeReleased>(Topics.PromotionEvents.Name, promo => promo.Code)
            .Rejection<PromoCodeDuplicated>(Topics.PromotionOutcomes.Name)
            .Rejection<PromoCodeUnknown>(Topics.PromotionOutcomes.Name)
            .Rejection<PromoCodeExpired>(Topics.PromotionOutcomes.Name)
            .Rejection<PromoCodeUsedUp>(Topics.PromotionOutcomes.Name)
            .CommandsLive(Topics.PromotionCommands.Retention!.Value)
            .PurgeWith(PromotionsDbContext.RedemptionsTable, PromotionsDbContext.ReleasedAt)
            .ConflictsAs(operationId => new OperationConflicted(operationId))
            .ProbeWith(ProbeAsync));

    private static async Task ProbeAsync(PromotionsDbContext db, CancellationToken cancellationToken)
    {
        // Too short for any code that there can be. It is gone again before anybody asks for it.
        var probe = new PromoCodeRow { Code = "-", ExpiresAt = DateTime.UnixEpoch, CreatedAt = DateTime.UnixEpoch };
        db.Add(probe);
        await db.SaveChangesAsync(cancellationToken);
        await db.PromoCodes.Where(promo => promo.Code == probe.Code).ExecuteDeleteAsync(cancellationToken);
    }
}
