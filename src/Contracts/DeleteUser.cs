namespace Users.Contracts;

/// <summary>Asks for a user to be deleted, which frees the name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ExpectedVersion">The version that the user must have; <see langword="null"/> takes any.</param>
public sealed record DeleteUser(Guid UserId, int? ExpectedVersion = null);
