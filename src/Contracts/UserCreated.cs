namespace Users.Contracts;

/// <summary>Says that a user was created.</summary>
/// <param name="UserId">The id of the new user.</param>
/// <param name="Name">The name, as given.</param>
/// <param name="Version">The version of the user, which counts from 1.</param>
/// <param name="CreatedAt">When the command was executed, in UTC.</param>
public sealed record UserCreated(Guid UserId, string Name, int Version, DateTimeOffset CreatedAt);
