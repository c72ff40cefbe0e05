using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>The database server that is installed on this machine.</summary>
internal sealed record ServerBinaries(string Server, bool IsMariaDb)
{
    public string Name => IsMariaDb ? "MariaDB" : "MySQL";

    /// <exception cref="StartupException">Neither MariaDB nor MySQL is installed.</exception>
    public static async Task<ServerBinaries> FindAsync(CancellationToken cancellationToken)
    {
        if ((ExecutablePath.Find("mariadbd") ?? ExecutablePath.Find("mysqld")) is not { } server)
        {
            throw new StartupException(
                "There is no database server. Install MariaDB (mariadb-server) or MySQL 8.4, or name a running one in ConnectionStrings__Users.");
        }

        var lines = new List<string>();
        await ChildProcess.RunAsync(new ProcessCommand(server, "--no-defaults", "--version"), lines.Add, cancellationToken);

        return new ServerBinaries(server, IsMariaDb: lines.Any(line => line.Contains("MariaDB", StringComparison.Ordinal)));
    }
}
