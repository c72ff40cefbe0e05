namespace Users.Bench.Riders;

/// <summary>Is what goes through the riders.</summary>
public sealed record Order(string Number, int Lines, string Carrier);
