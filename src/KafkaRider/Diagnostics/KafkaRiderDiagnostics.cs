namespace KafkaRider;

/// <summary>Names the sources of telemetry.</summary>
public static class KafkaRiderDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "KafkaRider";
}
