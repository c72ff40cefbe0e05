using System.Text.Json;
using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Keeps every attempt, in memory and as a line of JSON in a file.</summary>
public sealed class ClientLog(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Attempt> _attempts = [];
    private readonly StreamWriter _file = new(path);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _attempts.Count;
            }
        }
    }

    public void Add(Attempt attempt)
    {
        lock (_gate)
        {
            _attempts.Add(attempt);
            _file.WriteLine(JsonSerializer.Serialize(attempt));
        }
    }

    public IReadOnlyList<Attempt> ToList()
    {
        lock (_gate)
        {
            return [.. _attempts];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
        }
    }
}
