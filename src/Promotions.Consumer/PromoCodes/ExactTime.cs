namespace Promotions.Consumer.PromoCodes;

/// <summary>Tells times as exactly as the database keeps them, so that what is told first is what is told ever after.</summary>
internal static class ExactTime
{
    public static DateTime Now(this TimeProvider time) => time.GetUtcNow().ToColumn();

    public static DateTime ToColumn(this DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    public static DateTimeOffset FromColumn(this DateTime time) => new(time, TimeSpan.Zero);
}
