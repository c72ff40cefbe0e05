using System.ComponentModel.DataAnnotations;
using FluentValidation;
using KafkaRider.AspNetCore;
using Users.Api.PromoCodes;
using Users.Api.Users;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;

namespace Users.Api.Registrations;

/// <summary>Registers a user with a promo code: all that HTTP knows of it.</summary>
internal static class RegisterEndpoint
{
    // Of a user that was just created.
    private const int FirstVersion = 1;

    internal sealed record Body(
        [property: StringLength(UserName.MaxLength, MinimumLength = 1), RegularExpression(UserNameRules.Pattern)] JsonText Name,
        [property: StringLength(PromoCode.MaxLength, MinimumLength = PromoCode.MinLength), RegularExpression(PromoCode.Pattern)] JsonText PromoCode);

    internal sealed class Rules : AbstractValidator<Body>
    {
        public Rules()
        {
            RuleFor(body => body.Name).UserName();
            RuleFor(body => body.PromoCode)
                .Cascade(CascadeMode.Stop)
                .Must(text => text.Kind is not JsonTextKind.Missing).WithMessage("A promo code is required.")
                .Must(text => PromoCode.TryNormalize(text.Value, out _))
                .WithMessage($"The promo code must be a string of {PromoCode.MinLength} to {PromoCode.MaxLength} letters A to Z, digits and hyphens.");
        }
    }

    public static void AddRegister(this KafkaCommandsBuilder commands) => commands
        .AddProcess<Register>(Topics.RegistrationEvents.Name)
        .Outcome<RegistrationCompleted, RegistrationResponse>(StatusCodes.Status201Created, RegistrationResponse.From, user => user
            .Location(completed => UserLinks.To(completed.UserId))
            .Link("user", completed => UserLinks.To(completed.UserId))
            .Entity(completed => completed.UserId, _ => FirstVersion))
        .Rejection<RegistrationRejected>(UserProblems.NameTaken, rejected => rejected
            .When(why => why.Reason == RegistrationRejections.PromoCodeUnknown, PromoCodeProblems.Unknown)
            .When(why => why.Reason == RegistrationRejections.PromoCodeExpired, PromoCodeProblems.Expired)
            .When(why => why.Reason == RegistrationRejections.PromoCodeUsedUp, PromoCodeProblems.UsedUp))
        .Rejection<RegistrationFailed>(RegistrationProblems.Failed, failed => failed
            .When(why => why.Incomplete, RegistrationProblems.Incomplete));

    public static RouteHandlerBuilder MapRegister(this IEndpointRouteBuilder routes, string pattern) =>
        routes.MapCommand<Body, Register>(HttpMethods.Post, pattern, Create, new Rules());

    private static Register Create(Body body) =>
        new(body.Name.Value!, PromoCode.TryNormalize(body.PromoCode.Value, out var code) ? code : throw new InvalidOperationException("The rules were not kept."));
}
