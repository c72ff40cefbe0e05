namespace KafkaRider.Internal;

internal static class TimeSpanExtensions
{
    /// <summary>Returns a duration as librdkafka wants it.</summary>
    public static int? ToMilliseconds(this TimeSpan? duration) => duration is { } value ? checked((int)value.TotalMilliseconds) : null;
}
