namespace Users.Contracts;

/// <summary>Says that nothing was changed, because there is no such user, or none any more.</summary>
/// <param name="UserId">The id that the command named.</param>
public sealed record UserNotFound(Guid UserId);
