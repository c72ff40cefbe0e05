namespace Users.Contracts;

/// <summary>Asks for a user to be given another name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The new name, as given: 1 to 255 characters, no control characters.</param>
/// <param name="ExpectedVersion">The version that the user must have; <see langword="null"/> takes any.</param>
public sealed record UpdateUser(Guid UserId, string Name, int? ExpectedVersion = null);
