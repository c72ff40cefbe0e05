using System.Collections.Concurrent;
using System.Text.Json;

namespace KafkaRider.Views;

/// <summary>Represents a view of entities that have an id and a version: it holds the latest state of each.</summary>
/// <typeparam name="TId">The type of the id.</typeparam>
/// <typeparam name="TEntity">The type of the state, which does not change: a change is another state.</typeparam>
/// <param name="time">The clock, or <see langword="null"/> for that of the system.</param>
/// <remarks>
/// An event whose version is not newer than the one that is known changes nothing. Of an entity that was deleted the version remains, so
/// nothing older brings it back.
/// </remarks>
public abstract class EntityView<TId, TEntity>(TimeProvider? time = null) : KafkaView(time), ISnapshotView
    where TId : notnull
    where TEntity : class
{
    private readonly ConcurrentDictionary<TId, Entry> _entries = new();
    private readonly Dictionary<Type, Action<object>> _events = [];

    /// <summary>Gets what is there, in no order.</summary>
    public IEnumerable<TEntity> All => _entries.Values.Select(entry => entry.State).OfType<TEntity>();

    /// <inheritdoc/>
    /// <remarks>By default, JSON in a first version.</remarks>
    public virtual string SnapshotFormat => $"{GetType().FullName} json 1";

    /// <summary>Returns an entity.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The latest state, or <see langword="null"/> if there is no such entity, or none any more.</returns>
    public TEntity? Find(TId id) => _entries.TryGetValue(id, out var entry) ? entry.State : null;

    /// <summary>Returns the version of an entity, also of one that was deleted.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The latest version, or 0 if there is no such entity.</returns>
    public long VersionOf(TId id) => _entries.TryGetValue(id, out var entry) ? entry.Version : 0;

    /// <summary>Waits until the view knows an entity in a version, or a later one.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it knows it; if not, the time is up.</returns>
    /// <exception cref="TooManyWaitersException">It does not, and as many callers wait already as may.</exception>
    public Task<bool> WaitForAsync(TId id, long version, TimeSpan patience, CancellationToken cancellationToken = default) =>
        WaitAsync(id, () => VersionOf(id) >= version, patience, cancellationToken);

    /// <summary>Applies an event of which this process knows before the topic tells it, such as the answer to its own command.</summary>
    /// <param name="message">The event.</param>
    /// <returns>Whether it is of a type that the view applies.</returns>
    public bool TryApply(object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        if (!_events.TryGetValue(message.GetType(), out var apply))
        {
            return false;
        }

        apply(message);
        return true;
    }

    /// <inheritdoc/>
    public virtual Action<Stream> CaptureSnapshot()
    {
        var entries = _entries.ToArray();
        return stream => JsonSerializer.Serialize(stream, entries, JsonSerializerOptions.Web);
    }

    /// <inheritdoc/>
    public virtual void RestoreSnapshot(Stream stream)
    {
        foreach (var (id, entry) in JsonSerializer.Deserialize<KeyValuePair<TId, Entry>[]>(stream, JsonSerializerOptions.Web) ?? [])
        {
            Put(id, entry.Version, _ => entry.State);
        }
    }

    /// <summary>Has the events of one type applied.</summary>
    /// <typeparam name="TEvent">The type of the event.</typeparam>
    /// <param name="getId">Returns which entity it is about.</param>
    /// <param name="getVersion">Returns the version that it made, at least 1.</param>
    /// <param name="apply">Returns the new state from the former one, if there is one. <see langword="null"/> deletes the entity.</param>
    protected void On<TEvent>(Func<TEvent, TId> getId, Func<TEvent, long> getVersion, Func<TEntity?, TEvent, TEntity?> apply)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(getId);
        ArgumentNullException.ThrowIfNull(getVersion);
        ArgumentNullException.ThrowIfNull(apply);

        On<TEvent>(Take);
        _events[typeof(TEvent)] = message => Take((TEvent)message);

        void Take(TEvent message) => Put(getId(message), getVersion(message), state => apply(state, message));
    }

    /// <inheritdoc/>
    protected override void Clear() => _entries.Clear();

    private void Put(TId id, long version, Func<TEntity?, TEntity?> apply)
    {
        _entries.AddOrUpdate(id, _ => new(version, apply(null)), (_, known) => known.Version < version ? new(version, apply(known.State)) : known);
        Wake(id);
    }

    private sealed record Entry(long Version, TEntity? State);
}
