namespace Users.AppHost;

/// <summary>Holds the folder of the private servers' data, so that no second system uses it at the same time.</summary>
internal sealed class LocalFolder : IDisposable
{
    private static readonly string[] DataFolders = ["kafka", "mariadb", "mysql", "snapshots"];

    // What Linux and macOS say of a lock that somebody else holds.
    private static readonly int[] HeldByAnother = [11, 35];

    private readonly FileStream _lock;

    private LocalFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _lock = new FileStream(Find("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <summary>Opens the folder that <c>USERS_DATA</c> names, or <c>.local</c>.</summary>
    /// <exception cref="StartupException">Another system uses it, or it cannot be written to.</exception>
    public static LocalFolder Open(bool clean) => Open(EnvironmentVariable.Find("USERS_DATA") ?? RepositoryFolder.Local, clean);

    internal static LocalFolder Open(string path, bool clean)
    {
        try
        {
            var folder = new LocalFolder(path);

            foreach (var data in DataFolders.Select(folder.Find))
            {
                Prepare(data, clean);
            }

            return folder;
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            throw new StartupException($"the system runs already, with its data in {System.IO.Path.GetFullPath(path)}; stop it first", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the data cannot be kept in {path} ({exception.Message.TrimEnd('.')}); USERS_DATA names another folder", exception);
        }
    }

    public string Find(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    // A folder that cannot be written to is somebody else's: a run of root's leaves such. Better said now than by the server.
    private static void Prepare(string folder, bool clean)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (clean)
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        var probe = System.IO.Path.Combine(folder, "probe");
        File.Create(probe).Dispose();
        File.Delete(probe);
    }
}
