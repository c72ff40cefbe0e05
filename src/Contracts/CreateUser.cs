namespace Users.Contracts;

/// <summary>Asks for a user to be created.</summary>
/// <param name="Name">The user's name, as given: 1 to 255 characters, no control characters.</param>
public sealed record CreateUser(string Name);
