namespace Users.Contracts;

/// <summary>Says that a user was deleted. The name can be used again.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The last name, as given; empty where an event is made again of what is left of the user, which has no name.</param>
/// <param name="Version">The version that the deletion made: one more than before.</param>
/// <param name="DeletedAt">When the command was executed, in UTC.</param>
public sealed record UserDeleted(Guid UserId, string Name, int Version, DateTimeOffset DeletedAt);
