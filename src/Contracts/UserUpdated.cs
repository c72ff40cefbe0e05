namespace Users.Contracts;

/// <summary>Says that a user was given another name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The new name, as given.</param>
/// <param name="Version">The version of the user with this name: one more than before.</param>
/// <param name="CreatedAt">When the user was created, in UTC.</param>
/// <param name="UpdatedAt">When the command was executed, in UTC.</param>
public sealed record UserUpdated(Guid UserId, string Name, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
