namespace Users.Faults.Checking;

/// <summary>How much an instance has written to its log, and in what time, restarts included.</summary>
public sealed record ServiceLog(string Instance, long Bytes, TimeSpan Time);
