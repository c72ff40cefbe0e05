namespace Users.Contracts;

/// <summary>Says that nothing was changed, because the user has another version than the command expected.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ExpectedVersion">The version that the command expected.</param>
/// <param name="Version">The version that the user has.</param>
public sealed record UserVersionConflict(Guid UserId, int ExpectedVersion, int Version);
