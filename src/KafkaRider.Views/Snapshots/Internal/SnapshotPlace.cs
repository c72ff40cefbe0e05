namespace KafkaRider.Views.Internal;

/// <summary>
/// Represents the file that a process writes, held against others: of several that are given the same path, the first takes it, the second
/// that path with <c>.2</c>, and so on.
/// </summary>
internal sealed class SnapshotPlace : IDisposable
{
    // More than can serve from one folder; without a bound, a folder that holds no locks would be searched for ever.
    private const int MostInstances = 100;

    private readonly string _path;
    private readonly string _format;
    private readonly FileStream? _lock;

    private SnapshotPlace(string path, string format, int number, FileStream? held)
    {
        _path = path;
        _format = format;
        _lock = held;
        File = new(PathOf(path, number), format);
    }

    public SnapshotFile File { get; }

    /// <summary>Gets the files to begin with, the own first. What another process wrote is as good: all follow the same topic.</summary>
    public IEnumerable<SnapshotFile> Readable =>
        Enumerable.Range(1, MostInstances)
            .Select(number => PathOf(_path, number))
            .OrderByDescending(path => path == File.Path)
            .Where(System.IO.File.Exists)
            .Select(path => new SnapshotFile(path, _format));

    public static SnapshotPlace Take(string path, string format)
    {
        var number = 1;
        FileStream? held;

        while (!TryLock($"{PathOf(path, number)}.lock", out held) && number < MostInstances)
        {
            number++;
        }

        return new(path, format, number, held);
    }

    public void Dispose() => _lock?.Dispose();

    // The lock ends with the process, however that ends.
    private static bool TryLock(string path, out FileStream? held)
    {
        held = null;

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing can be written there, which shows when it is tried.
            return true;
        }
    }

    private static string PathOf(string path, int number) => number == 1 ? path : $"{path}.{number}";
}
