using System.Globalization;
using System.Text;

namespace Users.Faults.Parts;

/// <summary>Takes the lines of a process, from any thread, with the time when each came.</summary>
internal sealed class OutputFile(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer = new(path, append: true) { AutoFlush = true };
    private bool _closed;

    /// <summary>Gets how much has been written since this was created.</summary>
    public long Bytes { get; private set; }

    public void WriteLine(string line)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _writer.WriteLine($"{DateTime.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {line}");
                Bytes += Encoding.UTF8.GetByteCount(line) + 1;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _writer.Dispose();
        }
    }
}
