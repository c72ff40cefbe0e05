namespace Users.Contracts;

/// <summary>Asks for a user not to be, whether it was created, is being created, or never will be: whoever asked for it has changed its mind.</summary>
/// <param name="UserId">The id that was given with <see cref="CreateUser"/>.</param>
public sealed record UndoCreateUser(Guid UserId);
