namespace Users.Bench.Servers.Rider;

/// <summary>A request of any size.</summary>
internal sealed record Blob(string Content);
