namespace Users.AppHost;

/// <summary>Holds the folder of the private servers' data, so that no second system uses it at the same time.</summary>
internal sealed class LocalFolder : IDisposable
{
    private static readonly string[] DataFolders = ["kafka", "mariadb", "mysql"];

    private readonly FileStream _lock;

    private LocalFolder(FileStream @lock) => _lock = @lock;

    public static LocalFolder Open(bool clean)
    {
        Directory.CreateDirectory(RepositoryFolder.Local);
        var folder = new LocalFolder(Lock());

        if (clean)
        {
            foreach (var path in DataFolders.Select(name => Path.Combine(RepositoryFolder.Local, name)).Where(Directory.Exists))
            {
                Directory.Delete(path, recursive: true);
            }
        }

        return folder;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock()
    {
        try
        {
            return new FileStream(Path.Combine(RepositoryFolder.Local, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StartupException("the system runs already from this folder; stop it first", exception);
        }
    }
}
