namespace KafkaRider.Internal;

/// <summary>Keeps the rows of sagas that run as they were when this instance wrote them, so that their next events need not read them.</summary>
/// <remarks>
/// Another instance may have changed a row since. So what is found here is a guess, which counts once the row was written with the version that
/// follows. Whatever else comes of it is found out from the database. Is safe for concurrent use.
/// </remarks>
internal sealed class SagaCache(TimeProvider time)
{
    // As many as are under way at a time; those that wait for long make room for them.
    private const int Capacity = 2048;

    // A row that another instance has brought to its end is forgotten after days. One that is not there would be taken for one to be written anew.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Id, string Type), LinkedListNode<(SagaRecord Row, long Since)>> _rows = [];
    private readonly LinkedList<(SagaRecord Row, long Since)> _byAge = [];

    public SagaRecord? Find(Guid id, string type)
    {
        lock (_gate)
        {
            return _rows.TryGetValue((id, type), out var node) && time.GetElapsedTime(node.Value.Since) < Lifetime ? node.Value.Row : null;
        }
    }

    public void Keep(SagaRecord row)
    {
        lock (_gate)
        {
            Forget((row.Id, row.Type));
            _rows.Add((row.Id, row.Type), _byAge.AddLast((row, time.GetTimestamp())));

            if (_rows.Count > Capacity)
            {
                var oldest = _byAge.First!.Value.Row;
                Forget((oldest.Id, oldest.Type));
            }
        }
    }

    public void Remove(Guid id, string type)
    {
        lock (_gate)
        {
            Forget((id, type));
        }
    }

    private void Forget((Guid Id, string Type) key)
    {
        if (_rows.Remove(key, out var node))
        {
            _byAge.Remove(node);
        }
    }
}
