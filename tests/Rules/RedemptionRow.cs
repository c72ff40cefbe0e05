namespace Users.Rules;

/// <summary>A row of the table of redemptions.</summary>
public sealed record RedemptionRow(string Code, Guid Id, bool IsReleased);
