using System.Collections;

namespace KafkaRider.Internal;

/// <summary>Names the topics that a rider reads or writes, which may become more. Is safe for concurrent use.</summary>
internal sealed class UsedTopics(IEnumerable<string> names) : IReadOnlyList<string>
{
    private readonly Lock _gate = new();
    private volatile string[] _names = [.. names];

    public int Count => _names.Length;

    public string this[int index] => _names[index];

    public void Add(string name)
    {
        lock (_gate)
        {
            if (!_names.Contains(name))
            {
                _names = [.. _names, name];
            }
        }
    }

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
