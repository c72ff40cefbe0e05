namespace KafkaRider.AspNetCore.Internal;

/// <summary>Keeps the changes of the processes that were heard of last, so that who follows one sees each of them. It is used by one thread at a time.</summary>
internal sealed class ProcessChanges(int mostProcesses)
{
    private readonly Dictionary<Guid, List<ProcessChanged>> _changes = [];
    private readonly Queue<Guid> _order = new();

    public void Add(ProcessChanged changed)
    {
        if (!_changes.TryGetValue(changed.Id, out var changes))
        {
            changes = _changes[changed.Id] = [];
            _order.Enqueue(changed.Id);

            if (_order.Count > mostProcesses)
            {
                _changes.Remove(_order.Dequeue());
            }
        }

        changes.Add(changed);
    }

    /// <summary>Returns the changes of a process in their order, as far as they are kept.</summary>
    public IReadOnlyList<ProcessChanged> Of(Guid id) => _changes.TryGetValue(id, out var changes) ? [.. changes] : [];
}
