using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>The database server that is installed on this machine.</summary>
internal sealed record ServerBinaries(string Server, string Version, bool IsMariaDb)
{
    public string Name => IsMariaDb ? "MariaDB" : "MySQL";

    /// <summary>Finds MariaDB or MySQL; where neither is installed, installs MariaDB from the distribution if the user may.</summary>
    public static async Task<ServerBinaries> FindOrInstallAsync(Action<string> report, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } installed)
        {
            return installed;
        }

        report("neither MariaDB nor MySQL is installed");
        // The server alone, without the service that would be started; in some releases its name ends in a version.
        var install = new ProcessCommand(Path.Combine(RepositoryFolder.Root, "eng", "install.sh"), "^mariadb-server-core(-10[.].*)?$");
        var exitCode = await ChildProcess.RunAsync(install, report, cancellationToken);

        return (exitCode == 0 ? await FindAsync(cancellationToken) : null) ?? throw new StartupException(
            "There is no database server. Install MariaDB (mariadb-server) or MySQL 8.4, or name a running one in ConnectionStrings__Users.");
    }

    private static async Task<ServerBinaries?> FindAsync(CancellationToken cancellationToken)
    {
        if ((ExecutablePath.Find("mariadbd") ?? ExecutablePath.Find("mysqld")) is not { } server)
        {
            return null;
        }

        var lines = new List<string>();
        await ChildProcess.RunAsync(new ProcessCommand(server, "--no-defaults", "--version"), lines.Add, cancellationToken);
        var version = string.Join(' ', lines);

        return new ServerBinaries(server, version, version.Contains("MariaDB", StringComparison.Ordinal));
    }
}
