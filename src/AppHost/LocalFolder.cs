namespace Users.AppHost;

/// <summary>Holds the folder of the private servers' data, so that no second system uses it at the same time.</summary>
internal sealed class LocalFolder : IDisposable
{
    private static readonly string[] DataFolders = ["kafka", "mariadb", "mysql", "snapshots"];

    private readonly FileStream _lock;

    private LocalFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _lock = Lock();
    }

    public string Path { get; }

    /// <summary>Opens the folder that <c>USERS_DATA</c> names, or <c>.local</c>.</summary>
    public static LocalFolder Open(bool clean)
    {
        var folder = new LocalFolder(EnvironmentVariable.Find("USERS_DATA") ?? RepositoryFolder.Local);

        if (clean)
        {
            foreach (var path in DataFolders.Select(folder.Find).Where(Directory.Exists))
            {
                Directory.Delete(path, recursive: true);
            }
        }

        return folder;
    }

    public string Find(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private FileStream Lock()
    {
        try
        {
            return new FileStream(Find("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StartupException($"the system runs already, with its data in {Path}; stop it first", exception);
        }
    }
}
