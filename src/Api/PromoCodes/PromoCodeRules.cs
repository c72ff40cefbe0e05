using FluentValidation;
using KafkaRider;
using KafkaRider.AspNetCore;
using Users.Api.Reading;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

internal static class PromoCodeRules
{
    public static IRuleBuilderOptions<T, JsonText> Code<T>(this IRuleBuilderInitial<T, JsonText> code) => code
        .Must(text => PromoCode.TryNormalize(text.Value, out _))
        .WithMessage($"The code must have {PromoCode.MinLength} to {PromoCode.MaxLength} characters of A to Z, 0 to 9 and the hyphen.");

    public static IRuleBuilderOptions<T, JsonInteger> Discount<T>(this IRuleBuilderInitial<T, JsonInteger> discount) => discount
        .Must(number => number.Kind == JsonIntegerKind.Whole && PromoCode.IsDiscount(number.Value))
        .WithMessage($"The discount must be a whole number of percent from {PromoCode.MinDiscount} to {PromoCode.MaxDiscount}.");

    public static IRuleBuilderOptions<T, JsonInteger> Limit<T>(this IRuleBuilderInitial<T, JsonInteger> limit) => limit
        .Must(number => number.Kind == JsonIntegerKind.Whole && PromoCode.IsLimit(number.Value))
        .WithMessage($"The limit must be a whole number from {PromoCode.MinLimit} to {PromoCode.MaxLimit}.");

    public static IRuleBuilderOptions<T, JsonText> Time<T>(this IRuleBuilderInitial<T, JsonText> text) => text
        .Must(text => Moment.TryParse(text.Value, out _)).WithMessage(Moment.Rule);

    public static IRuleBuilderOptions<T, JsonText> InTheFuture<T>(this IRuleBuilderInitial<T, JsonText> text, TimeProvider time) => text
        .Must(text => Moment.TryParse(text.Value, out var moment) && moment > time.GetUtcNow()).WithMessage("The time must be in the future.");

    /// <summary>Refuses events that no consumer of ours writes.</summary>
    /// <exception cref="InvalidRecordException">The event tells of a promo code that cannot be.</exception>
    public static void Check(object outcome)
    {
        if (outcome is PromoCodeCreated created
            && !(PromoCode.TryNormalize(created.Code, out var code) && code == created.Code && PromoCode.IsDiscount(created.Discount) && PromoCode.IsLimit(created.Limit)
                && created.ExpiresAt > DateTimeOffset.UnixEpoch && created.CreatedAt > DateTimeOffset.UnixEpoch))
        {
            throw new InvalidRecordException("The event tells of a promo code that cannot be.");
        }
    }
}
