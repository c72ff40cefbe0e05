namespace Users.Contracts;

/// <summary>Says that a user was not created or given a name, because another user has the name.</summary>
/// <param name="UserId">The id of the user that has the name.</param>
/// <param name="Name">The name that was asked for, as given.</param>
public sealed record UserDuplicated(Guid UserId, string Name);
