namespace Users.Rules;

/// <summary>What the log tells of how far a registration is.</summary>
/// <param name="RegistrationId">The registration.</param>
/// <param name="Version">How many events the registration had handled.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Steps">The steps with their status, in order.</param>
public sealed record ToldSteps(Guid RegistrationId, int Version, string Status, string Steps);
