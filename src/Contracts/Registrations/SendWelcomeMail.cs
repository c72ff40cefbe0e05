namespace Users.Contracts.Registrations;

/// <summary>Asks for a mail that welcomes a user. It cannot be taken back.</summary>
/// <param name="UserId">The user, who gets one such mail.</param>
/// <param name="Name">The user's name.</param>
/// <param name="PromoCode">The promo code that the user has redeemed.</param>
/// <param name="Discount">What it takes off, in percent.</param>
public sealed record SendWelcomeMail(Guid UserId, string Name, string PromoCode, int Discount);
