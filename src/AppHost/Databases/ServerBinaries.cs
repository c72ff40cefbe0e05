using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>The database server that is installed on this machine.</summary>
internal sealed record ServerBinaries(string Server, bool IsMariaDb)
{
    private const string HomeVariable = "DATABASE_HOME";

    private static readonly string[] FoldersOfHome = ["", "bin", "sbin", "libexec", "scripts"];

    public string Name => IsMariaDb ? "MariaDB" : "MySQL";

    /// <summary>Finds a program of a database server: where <c>DATABASE_HOME</c> says, or else where programs are.</summary>
    public static string? Find(string name) => EnvironmentVariable.Find(HomeVariable) is { } home
        ? FoldersOfHome.Select(folder => Path.Combine(home, folder, name)).FirstOrDefault(File.Exists)
        : ExecutablePath.Find(name);

    /// <exception cref="StartupException">Neither MariaDB nor MySQL is installed.</exception>
    public static async Task<ServerBinaries> FindAsync(CancellationToken cancellationToken)
    {
        if ((Find("mariadbd") ?? Find("mysqld")) is not { } server)
        {
            throw new StartupException(EnvironmentVariable.Find(HomeVariable) is { } home
                ? $"There is no database server in {home}, which {HomeVariable} names."
                : "There is no database server. Install MariaDB (mariadb-server) or MySQL 8.4, or name a running one in ConnectionStrings__Users.");
        }

        var lines = new List<string>();
        await ChildProcess.RunAsync(new ProcessCommand(server, "--no-defaults", "--version"), lines.Add, cancellationToken);

        return new ServerBinaries(server, IsMariaDb: lines.Any(line => line.Contains("MariaDB", StringComparison.Ordinal)));
    }
}
