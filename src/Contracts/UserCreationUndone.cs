namespace Users.Contracts;

/// <summary>Says that there is no user of this id any more, and will not be: it was not created, or is deleted already.</summary>
/// <param name="UserId">The user.</param>
public sealed record UserCreationUndone(Guid UserId);
