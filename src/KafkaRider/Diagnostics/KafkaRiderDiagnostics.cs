namespace KafkaRider;

/// <summary>Names the sources of telemetry.</summary>
public static class KafkaRiderDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "KafkaRider";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>, which has the spans of requests.</summary>
    /// <remarks>What is consumed, and what a consumer sends, has the spans of MassTransit's own source.</remarks>
    public const string ActivitySourceName = "KafkaRider";

    /// <summary>The name, in the scope of log lines, of the id of what a record is about: its correlation id, or else its request or message id.</summary>
    public const string OperationId = "OperationId";

    /// <summary>The name, in the scope of log lines, of the trace that a record belongs to.</summary>
    public const string TraceId = "TraceId";
}
