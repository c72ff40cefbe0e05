namespace KafkaRider.Internal;

/// <summary>Remembers the requests answered last, to tell a duplicate reply from a late one.</summary>
internal sealed class AnsweredRequests(int capacity)
{
    private readonly HashSet<Guid> _ids = new(capacity);
    private readonly Queue<Guid> _order = new(capacity);

    public void Add(Guid messageId)
    {
        if (!_ids.Add(messageId))
        {
            return;
        }

        _order.Enqueue(messageId);
        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }
    }

    public bool Contains(Guid messageId) => _ids.Contains(messageId);
}
