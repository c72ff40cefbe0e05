using System.Collections.Concurrent;
using System.Text.Json;

namespace KafkaRider.Views.Tests.Support;

/// <summary>Represents the smallest view there is. A record that came twice would show.</summary>
internal class CounterView : KafkaView, ISnapshotView
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private int _applied;

    public CounterView() => On<Counted>(counted =>
    {
        Applying?.Invoke(counted);
        Interlocked.Increment(ref _applied);
        _counts.AddOrUpdate(counted.Name, 1, (_, count) => count + 1);
    });

    /// <summary>Gets or sets what happens before a record is applied.</summary>
    public Action<Counted>? Applying { get; set; }

    /// <summary>Gets how many records this process has applied.</summary>
    public int Applied => Volatile.Read(ref _applied);

    public virtual string SnapshotFormat => "counters 1";

    public int this[string name] => _counts.GetValueOrDefault(name);

    public Action<Stream> CaptureSnapshot()
    {
        var counts = _counts.ToArray();
        return stream => JsonSerializer.Serialize(stream, counts);
    }

    public virtual void RestoreSnapshot(Stream stream)
    {
        foreach (var (name, count) in JsonSerializer.Deserialize<KeyValuePair<string, int>[]>(stream)!)
        {
            _counts[name] = count;
        }
    }

    protected override void Clear() => _counts.Clear();
}
