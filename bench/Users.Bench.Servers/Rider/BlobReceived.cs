namespace Users.Bench.Servers.Rider;

/// <summary>A reply as large as its request.</summary>
internal sealed record BlobReceived(string Content);
