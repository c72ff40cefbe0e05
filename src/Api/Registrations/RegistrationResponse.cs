using Users.Contracts.Registrations;

namespace Users.Api.Registrations;

internal sealed record RegistrationResponse(Guid Id, string Name, RegistrationResponse.RedeemedPromo Promo)
{
    public static RegistrationResponse From(RegistrationCompleted completed) =>
        new(completed.UserId, completed.Name, new(completed.PromoCode, completed.Discount));

    internal sealed record RedeemedPromo(string Code, int Discount);
}
