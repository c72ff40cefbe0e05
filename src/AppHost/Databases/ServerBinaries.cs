using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>The programs of the database server that is installed on this machine, or unpacked in a folder of its own.</summary>
/// <param name="Home">The folder, or <see langword="null"/> where it is installed.</param>
/// <param name="Server">The server.</param>
/// <param name="IsMariaDb">Whether it is MariaDB rather than MySQL.</param>
internal sealed record ServerBinaries(string? Home, string Server, bool IsMariaDb)
{
    private static readonly string[] Servers = ["mariadbd", "mysqld"];
    private static readonly string[] HomeFolders = ["", "bin", "sbin", "libexec", "scripts"];

    public string Name => IsMariaDb ? "MariaDB" : "MySQL";

    /// <summary>Gets what creates a data folder of MariaDB; MySQL's server does it itself.</summary>
    public string MariaDbInstaller => Find(Home, "mariadb-install-db") ?? "mysql_install_db";

    /// <exception cref="StartupException">There is neither MariaDB nor MySQL.</exception>
    public static async Task<ServerBinaries> FindAsync(string? home, CancellationToken cancellationToken)
    {
        if (Servers.Select(name => Find(home, name)).FirstOrDefault(path => path is not null) is not { } server)
        {
            throw new StartupException(home is null
                ? "There is no database server. Install MariaDB (mariadb-server) or MySQL, name an unpacked one in DATABASE_HOME, "
                    + "or a running one in ConnectionStrings__Users."
                : $"DATABASE_HOME names {home}, which holds neither mariadbd nor mysqld");
        }

        var lines = new List<string>();
        await ChildProcess.RunAsync(new ProcessCommand(server, "--no-defaults", "--version"), lines.Add, cancellationToken);

        return new ServerBinaries(home, server, IsMariaDb: lines.Any(line => line.Contains("MariaDB", StringComparison.Ordinal)));
    }

    private static string? Find(string? home, string name) => home is null
        ? ExecutablePath.Find(name)
        : HomeFolders.Select(folder => Path.GetFullPath(Path.Combine(home, folder, name))).FirstOrDefault(File.Exists);
}
