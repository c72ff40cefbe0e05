namespace Users.Faults.Checking;

/// <summary>A record of users.commands.dead-letter, by the place where the command lay.</summary>
public sealed record DeadLetter(int Partition, long Offset, string? Reason);
