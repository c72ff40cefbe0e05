namespace KafkaRider.Internal;

/// <summary>Counts what is in progress, and lets one thread wait until there is room for more.</summary>
/// <remarks>
/// To wake a thread for every record costs more than many a consumer does. So whoever waits is woken when there is room for several, and for a
/// single one only when that takes long.
/// </remarks>
internal sealed class Room(int capacity)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private readonly int _several = Math.Max(1, capacity / 16);
    private int _taken;
    private int _awaited;

    public bool IsLeft => Free > 0;

    private int Free => capacity - Volatile.Read(ref _taken);

    public void Take() => Interlocked.Increment(ref _taken);

    public void Leave()
    {
        // Both sides write first and look then, so one of them sees the other.
        var free = capacity - Interlocked.Decrement(ref _taken);
        var awaited = Volatile.Read(ref _awaited);
        if (awaited > 0 && free >= awaited)
        {
            lock (_gate)
            {
                Volatile.Write(ref _awaited, 0);
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Returns whether there is room, after waiting for it if need be.</summary>
    public bool Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            var isLeft = WaitFor(_several, timeout < ShortWait ? timeout : ShortWait) || IsLeft || WaitFor(1, timeout);
            Volatile.Write(ref _awaited, 0);
            return isLeft;
        }
    }

    private bool WaitFor(int free, TimeSpan timeout)
    {
        Interlocked.Exchange(ref _awaited, free);
        return Free >= free || (Monitor.Wait(_gate, timeout) && Free >= free);
    }
}
