namespace KafkaRider.Internal;

/// <summary>Bounds how often the same reason is told: at once when it is another one, and then twice a minute.</summary>
internal sealed class ReasonLog(TimeProvider timeProvider)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private string? _told;
    private long _toldAt;
    private int _leftOut;

    /// <summary>Says whether to write a line for a failure.</summary>
    /// <param name="reason">What it is.</param>
    /// <param name="leftOut">How many failures had none since the last line.</param>
    public bool TryTake(string reason, out int leftOut)
    {
        lock (_gate)
        {
            if (_told == reason && timeProvider.GetElapsedTime(_toldAt) < Interval)
            {
                _leftOut++;
                leftOut = 0;
                return false;
            }

            (leftOut, _leftOut) = (_leftOut, 0);
            (_told, _toldAt) = (reason, timeProvider.GetTimestamp());
            return true;
        }
    }

    /// <summary>Forgets the reason, so that it is told at once if it comes back.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _told = null;
        }
    }
}
