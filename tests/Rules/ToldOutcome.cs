namespace Users.Rules;

/// <summary>What the log tells of the end of a registration.</summary>
/// <param name="RegistrationId">The registration.</param>
/// <param name="Type">The name of the outcome's type.</param>
/// <param name="Reason">Why it was refused, or has failed.</param>
public sealed record ToldOutcome(Guid RegistrationId, string Type, string? Reason);
