namespace Users.Contracts.Registrations;

/// <summary>Says that a user was registered, and has redeemed a promo code.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The name, as given.</param>
/// <param name="PromoCode">The promo code.</param>
/// <param name="Discount">What it takes off, in percent.</param>
public sealed record RegistrationCompleted(Guid UserId, string Name, string PromoCode, int Discount);
