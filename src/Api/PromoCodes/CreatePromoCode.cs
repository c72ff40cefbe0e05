using System.ComponentModel.DataAnnotations;
using FluentValidation;
using KafkaRider.AspNetCore;
using Users.Api.Reading;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Creates a promo code: all that HTTP knows of it.</summary>
internal static class CreatePromoCodeEndpoint
{
    internal sealed record Body(
        [property: StringLength(PromoCode.MaxLength, MinimumLength = PromoCode.MinLength), RegularExpression(PromoCode.Pattern)] JsonText Code,
        [property: Range(PromoCode.MinDiscount, PromoCode.MaxDiscount)] JsonInteger Discount,
        [property: Range(PromoCode.MinLimit, PromoCode.MaxLimit)] JsonInteger Limit,
        [property: RegularExpression(Moment.Pattern)] JsonText ExpiresAt);

    internal sealed class Rules : AbstractValidator<Body>
    {
        public Rules(TimeProvider time)
        {
            RuleFor(body => body.Code).Code();
            RuleFor(body => body.Discount).Discount();
            RuleFor(body => body.Limit).Limit();
            RuleFor(body => body.ExpiresAt).Time();
            RuleSet(CommandRuleSets.OnlyNew, () => RuleFor(body => body.ExpiresAt).InTheFuture(time));
        }
    }

    public static void AddCreatePromoCode(this KafkaCommandsBuilder commands) => commands
        .Add<CreatePromoCode>(command => command.Code)
        .Outcome<PromoCodeCreated, PromoCodeResponse>(StatusCodes.Status201Created, PromoCodeResponse.From, promo => promo
            .Location(created => PromoCodeIds.LinkTo(created.Code))
            .Link("promoCode", created => PromoCodeIds.LinkTo(created.Code))
            .ETag(_ => PromoCodeIds.OnlyVersion)
            .Entity(created => PromoCodeIds.Of(created.Code), _ => PromoCodeIds.OnlyVersion))
        .Rejection<PromoCodeDuplicated>(PromoCodeProblems.Duplicated, promo => promo
            .Link("promoCode", duplicated => PromoCodeIds.LinkTo(duplicated.Code))
            .Entity(duplicated => PromoCodeIds.Of(duplicated.Code), _ => PromoCodeIds.OnlyVersion));

    public static RouteHandlerBuilder MapCreatePromoCode(this IEndpointRouteBuilder promoCodes, string pattern) => promoCodes
        .MapCommand<Body, CreatePromoCode>(
            HttpMethods.Post, pattern, ToCommand, new Rules(promoCodes.ServiceProvider.GetRequiredService<TimeProvider>()));

    private static CreatePromoCode ToCommand(Body body)
    {
        // The rules have seen to it.
        _ = Moment.TryParse(body.ExpiresAt.Value, out var expiresAt);
        return new(body.Code.Value!.ToUpperInvariant(), (int)body.Discount.Value, (int)body.Limit.Value, expiresAt.ToUniversalTime());
    }
}
