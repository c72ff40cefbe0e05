namespace Users.Rules;

/// <summary>A user who has a name.</summary>
public sealed record LiveUser(Guid Id, string Name);
