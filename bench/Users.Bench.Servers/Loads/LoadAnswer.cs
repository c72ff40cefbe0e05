namespace Users.Bench.Servers.Loads;

/// <summary>What came of a load. Latencies are in milliseconds.</summary>
internal sealed record LoadAnswer(long Requests, double Seconds, double P50, double P99, double P999, long SocketErrors);
