using KafkaRider.EntityFrameworkCore;
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
            .ProbeWith(AppendProbe));

    // Too short for any code that there can be. It is gone again before anybody asks for it.
    private static void AppendProbe(SqlText sql)
    {
        var (id, never) = (Guid.CreateVersion7(), DateTime.UnixEpoch);
        sql.Append($"INSERT INTO promo_codes (code, discount, redemption_limit, redeemed, expires_at, created_at) VALUES ('-', 0, 0, 0, {never}, {never}); ")
            .Append($"UPDATE promo_codes SET redeemed = 1 WHERE code = '-'; DELETE FROM promo_codes WHERE code = '-'; ")
            .Append($"INSERT INTO redemptions (code, redemption_id, is_released, created_at) VALUES ('-', {id}, 0, {never}); ")
            .Append($"UPDATE redemptions SET is_released = 1, released_at = {never} WHERE code = '-' AND redemption_id = {id}; ");
    }
}
