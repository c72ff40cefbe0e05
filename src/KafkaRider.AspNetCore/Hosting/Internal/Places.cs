namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents a number of places, of which each is taken by one client at a time.</summary>
internal sealed class Places(int count)
{
    private int _taken;

    public int Count => count;

    public int Taken => Volatile.Read(ref _taken);

    public bool AreTaken => Taken >= count;

    /// <summary>Takes a place until what is returned is disposed of, or returns <see langword="null"/> if there is none.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= count)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Place(Places places) : IDisposable
    {
        private Places? _places = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _places, null) is { } taken)
            {
                Interlocked.Decrement(ref taken._taken);
            }
        }
    }
}
