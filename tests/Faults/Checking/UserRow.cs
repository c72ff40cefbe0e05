namespace Users.Faults.Checking;

/// <summary>A row of the table of users.</summary>
public sealed record UserRow(Guid Id, string Name, DateTime CreatedAt, int Version = 1, bool IsDeleted = false);
