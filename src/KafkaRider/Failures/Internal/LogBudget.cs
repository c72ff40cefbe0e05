namespace KafkaRider.Internal;

/// <summary>Bounds how many lines one kind of failure may write to the log, however often it repeats.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
internal sealed class LogBudget(TimeProvider time)
{
    private const int LinesPerPeriod = 10;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long _began;
    private int _lines;
    private long _leftOut;

    /// <summary>Says whether a line may be written.</summary>
    /// <param name="leftOut">How many were not, since the last one that was.</param>
    public bool TryTake(out long leftOut)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_lines == 0 || time.GetElapsedTime(_began, now) >= Period)
            {
                _began = now;
                _lines = 0;
            }

            if (_lines >= LinesPerPeriod)
            {
                _leftOut++;
                leftOut = 0;
                return false;
            }

            _lines++;
            leftOut = _leftOut;
            _leftOut = 0;
            return true;
        }
    }
}
