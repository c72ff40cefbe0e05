using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;

namespace Users.Registrations.Processes;

/// <summary>Registers a user: a user and a promo code, which belong to two services with two databases, or neither; and then a welcome.</summary>
internal sealed class RegistrationProcess : ProcessStateMachine<Registration, Register>
{
    private const string User = "user";
    private const string Promo = "promo";
    private const string WelcomeMail = "WelcomeMail";

    public RegistrationProcess(IOptions<ProcessOptions> options)
        : base(options.Value)
    {
        // What is to be undone has to have a name before it is there: user and redemption have that of the registration.
        Step(User, registration => new CreateUser(registration.Request.Name, registration.CorrelationId))
            .Done<UserCreated>()
            .Refused<UserDuplicated>((registration, _) => Rejected(registration, RegistrationRejections.UserDuplicated))
            .CompensateWith(registration => new UndoCreateUser(registration.CorrelationId))
            .Undone<UserDeleted>()
            .Undone<UserCreationUndone>();

        Step(Promo, registration => new RedeemPromoCode(registration.Request.PromoCode, registration.CorrelationId))
            .Done<PromoCodeRedeemed>((registration, promo) => registration.Discount = promo.Discount)
            .Refused<PromoCodeUnknown>((registration, _) => Rejected(registration, RegistrationRejections.PromoCodeUnknown))
            .Refused<PromoCodeExpired>((registration, _) => Rejected(registration, RegistrationRejections.PromoCodeExpired))
            .Refused<PromoCodeUsedUp>((registration, _) => Rejected(registration, RegistrationRejections.PromoCodeUsedUp))
            .CompensateWith(registration => new ReleasePromoCode(registration.Request.PromoCode, registration.CorrelationId))
            .Undone<PromoCodeReleased>();

        // A mail that is sent cannot be taken back: from here on there is only forward.
        Step(WelcomeMail, registration => new SendWelcomeMail(
                registration.CorrelationId, registration.Request.Name, registration.Request.PromoCode, registration.Discount))
            .Done<WelcomeMailSent>()
            .Pivot();

        Succeeded(registration => new RegistrationCompleted(
            registration.CorrelationId, registration.Request.Name, registration.Request.PromoCode, registration.Discount));
        Failed((_, failure) => new RegistrationFailed(failure.Step, failure.Reason, failure.Incomplete));
        ConflictsAs(operationId => new OperationConflicted(operationId));
    }

    private static RegistrationRejected Rejected(Registration registration, string reason) =>
        new(reason, registration.Request.Name, registration.Request.PromoCode);
}
