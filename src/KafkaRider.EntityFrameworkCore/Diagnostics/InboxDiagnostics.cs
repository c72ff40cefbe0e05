namespace KafkaRider.EntityFrameworkCore;

/// <summary>Names the sources of telemetry.</summary>
public static class InboxDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "KafkaRider.EntityFrameworkCore";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>, which has the spans of commands and of transactions.</summary>
    public const string ActivitySourceName = "KafkaRider.EntityFrameworkCore";
}
