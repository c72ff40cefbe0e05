using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>A server of our own, started from what is installed, on loopback.</summary>
internal sealed class PrivateDatabase : DatabaseServer
{
    private const string Database = "users";
    private const string User = "users";
    private const string Password = "users";
    private const string InitFile = "init.sql";
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(30);

    private readonly ServerBinaries _binaries;
    private readonly string _folder;
    private readonly LogFile _log;
    private readonly ServerProcess _process;

    private PrivateDatabase(ServerBinaries binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        _log = new LogFile(Path.Combine(folder, "server.log"));
        ConnectionString =
            $"Server=127.0.0.1;Port={port};Database={Database};User ID={User};Password={Password};SslMode=Disabled;AllowPublicKeyRetrieval=true";
        _process = new ServerProcess(
            "database",
            ServeCommand(port),
            cancellationToken => ServerGreeting.IsGivenAsync(port, cancellationToken),
            _log.WriteLine);
    }

    public override string ConnectionString { get; }

    public override string Description => $"{_binaries.Name}, data and log in {_folder}";

    public override ServerProcess Process => _process;

    private string DataFolder => Path.Combine(_folder, "data");

    public static async Task<PrivateDatabase> OpenAsync(DatabaseServerOptions options, CancellationToken cancellationToken)
    {
        var binaries = await ServerBinaries.FindAsync(options.Home, cancellationToken);
        // Neither server can read what the other wrote.
        var folder = Directory.CreateDirectory(Path.Combine(options.DataFolder, binaries.Name.ToLowerInvariant())).FullName;
        var database = new PrivateDatabase(binaries, folder, TcpPorts.FreeOrFrom(options.Port, 1)[0]);

        try
        {
            await database.InitializeAsync(options.Report, cancellationToken);
            options.Report($"starting {binaries.Name}");
            await database._process.StartAsync(cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }

        return database;
    }

    public override Task GoDownAsync() => _process.StopAsync(StopGrace);

    public override Task ComeBackAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _process.StopAsync(StopGrace);
        await _process.DisposeAsync();
        _log.Dispose();
        await base.DisposeAsync();
    }

    private async Task InitializeAsync(Action<string> report, CancellationToken cancellationToken)
    {
        await File.WriteAllLinesAsync(
            Path.Combine(_folder, InitFile),
            [
                $"CREATE DATABASE IF NOT EXISTS {Database} CHARACTER SET utf8mb4;",
                $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';",
                $"GRANT ALL PRIVILEGES ON *.* TO '{User}'@'%';",
            ],
            cancellationToken);

        if (Directory.Exists(DataFolder))
        {
            return;
        }

        report($"creating the data folder of {_binaries.Name}");
        // Made under another name, so that one that was left half made is never taken for whole.
        const string Unfinished = "data.new";
        var unfinished = Path.Combine(_folder, Unfinished);

        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync(CreateCommand(Unfinished), lines.Add, cancellationToken);

        if (exitCode != 0)
        {
            throw new StartupException($"{_binaries.Name} could not create its data folder: {string.Join(Environment.NewLine, lines)}");
        }

        Directory.Move(unfinished, DataFolder);
    }

    // The paths are relative to the folder: MariaDB's script splits what holds a space.
    private ProcessCommand CreateCommand(string folder) => (_binaries.IsMariaDb
        ? new ProcessCommand(
            _binaries.MariaDbInstaller,
            [
                "--no-defaults", $"--datadir=./{folder}", $"--user={Environment.UserName}", "--auth-root-authentication-method=normal", "--skip-test-db",
                .. _binaries.Home is { } home ? [$"--basedir={Path.GetFullPath(home)}"] : Array.Empty<string>(),
            ])
        : new ProcessCommand(
            _binaries.Server, "--no-defaults", "--initialize-insecure", $"--datadir={Path.Combine(_folder, folder)}", $"--user={Environment.UserName}")) with
    {
        WorkingDirectory = _folder,
        Variables = OwnTemporaryFolder,
    };

    // The user is named because neither server runs as root unless told to; changing to another would end the tie to our own life.
    private ProcessCommand ServeCommand(int port) => new(
        _binaries.Server,
        "--no-defaults",
        $"--datadir={DataFolder}",
        $"--init-file={Path.Combine(_folder, InitFile)}",
        $"--user={Environment.UserName}",
        $"--port={port}",
        "--bind-address=127.0.0.1",
        "--socket=server.sock",
        "--pid-file=server.pid",
        "--skip-name-resolve",
        "--skip-log-bin",
        "--loose-mysqlx=OFF",
        "--character-set-server=utf8mb4",
        "--innodb-flush-log-at-trx-commit=1",

        // Statements read and write files nowhere else. Distributions' builds of MySQL insist on a folder that only their service has.
        $"--secure-file-priv={_folder}",

        // Room for the index of the names, which is read and written all over: some 75 bytes a user. It is taken as it is needed.
        "--innodb-buffer-pool-size=2G",

        // A page that many rows change is then written once for all of them. MariaDB knows the one by name, MySQL the other.
        "--loose-innodb-log-file-size=512M",
        "--loose-innodb-redo-log-capacity=512M",
        "--max-connections=500")
    {
        WorkingDirectory = _folder,
        Variables = OwnTemporaryFolder,
    };

    // A server that starts deletes the temporary tables of every other that shares its temporary folder.
    private Dictionary<string, string> OwnTemporaryFolder => new() { ["TMPDIR"] = _folder };
}
