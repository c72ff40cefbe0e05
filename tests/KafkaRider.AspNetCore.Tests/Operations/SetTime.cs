namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>Is a clock that a test sets.</summary>
internal sealed class SetTime : TimeProvider
{
    private TimeSpan _passed;

    /// <summary>Gets or sets what the clock shows. Setting it, as somebody may do, is not to let time pass.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_passed.TotalSeconds * TimestampFrequency);

    public void Pass(TimeSpan time)
    {
        _passed += time;
        Now += time;
    }
}
