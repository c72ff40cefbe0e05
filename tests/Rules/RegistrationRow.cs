namespace Users.Rules;

/// <summary>What the host of registrations keeps of one.</summary>
/// <param name="Id">The registration, and the user, and the redemption.</param>
/// <param name="State">Where it is.</param>
/// <param name="Name">The name that was asked for.</param>
/// <param name="PromoCode">The promo code that was asked for.</param>
/// <param name="Steps">The steps with their status, in the order of the plan.</param>
public sealed record RegistrationRow(Guid Id, string State, string Name, string PromoCode, string Steps)
{
    public bool Succeeded => State == "succeeded";

    public bool HasEnded => State is "succeeded" or "failed";

    /// <summary>Gets whether it waits for an operator.</summary>
    public bool IsParked => State == "failed-incomplete";
}
