namespace KafkaRider.Internal;

/// <summary>Counts what is in progress, and lets one thread wait until there is room for more.</summary>
internal sealed class Room(int capacity)
{
    private readonly object _gate = new();
    private int _taken;

    public bool IsLeft
    {
        get
        {
            lock (_gate)
            {
                return _taken < capacity;
            }
        }
    }

    public void Take()
    {
        lock (_gate)
        {
            _taken++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (_taken-- == capacity)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Returns whether there is room, after waiting for it if need be.</summary>
    public bool Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            return _taken < capacity || (Monitor.Wait(_gate, timeout) && _taken < capacity);
        }
    }
}
