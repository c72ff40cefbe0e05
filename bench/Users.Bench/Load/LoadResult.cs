namespace Users.Bench.Load;

/// <summary>What a load generator saw. Latencies are in milliseconds.</summary>
internal sealed record LoadResult(long Requests, double Seconds, double P50, double P99, double P999)
{
    public long ConnectErrors { get; init; }

    public long SocketErrors { get; init; }

    public long StatusErrors { get; init; }

    public long Timeouts { get; init; }

    public long Errors => ConnectErrors + SocketErrors + StatusErrors + Timeouts;

    /// <summary>Gets the requests that were answered as they should be. A load generator counts every answer, also a refusal.</summary>
    public long Answered => Requests - StatusErrors;

    public double PerSecond => Answered / Seconds;

    public override string ToString() => $"{PerSecond:0}/s, p50 {P50:0.0} ms, p99 {P99:0.0} ms, {Errors} errors";
}
