namespace Users.Contracts.Registrations;

/// <summary>Asks for a user to be registered, who redeems a promo code: both happen, or neither.</summary>
/// <param name="Name">The user's name, as <see cref="CreateUser"/> has it.</param>
/// <param name="PromoCode">The promo code, in capital letters.</param>
public sealed record Register(string Name, string PromoCode);
