namespace Users.Rules;

/// <summary>What the log tells of a redemption, in the order of each code.</summary>
public sealed record RedemptionEvent(string Code, Guid Id, bool IsReleased);
