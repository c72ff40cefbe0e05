namespace Users.Contracts.Registrations;

/// <summary>Says that nobody was registered, because a step was refused. Nothing is left of the others.</summary>
/// <param name="Reason">One of <see cref="RegistrationRejections"/>.</param>
/// <param name="Name">The name that was asked for.</param>
/// <param name="PromoCode">The promo code that was asked for.</param>
public sealed record RegistrationRejected(string Reason, string Name, string PromoCode);
