namespace Users.Contracts.Registrations;

/// <summary>Says that nobody was registered, because a step failed or took too long.</summary>
/// <param name="Step">The step, if it was one.</param>
/// <param name="Reason"><c>timeout</c>, or what the step failed with.</param>
/// <param name="Incomplete">Whether something is left that could not be undone yet: an operator has to see to it.</param>
public sealed record RegistrationFailed(string? Step, string Reason, bool Incomplete);
