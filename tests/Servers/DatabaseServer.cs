using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace Servers;

/// <summary>
/// A private MariaDB or MySQL server with a data folder of its own, started from the folder that <c>DATABASE_HOME</c> names, or else from what
/// is installed.
/// </summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("users-database-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    private DatabaseServer(string[] settings)
    {
        Settings = settings;

        // A test run that is interrupted must not leave the server behind.
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public string ConnectionString => $"Server=127.0.0.1;Port={_port};User ID=root";

    public int Port => _port;

    /// <summary>Gets or sets what the server is started with beside what every one is.</summary>
    public IReadOnlyList<string> Settings { get; set; }

    /// <param name="settings">What the server is started with beside what every one is.</param>
    public static async Task<DatabaseServer> StartNewAsync(params string[] settings)
    {
        var server = new DatabaseServer(settings);
        await server.CreateDataFolderAsync();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Find("mariadbd", "mysqld"),
        [
            "--no-defaults", $"--datadir={_folder}/data", $"--tmpdir={_folder}", $"--port={_port}", "--bind-address=127.0.0.1", $"--socket={_folder}/server.sock",
            $"--pid-file={_folder}/server.pid", $"--log-error={_folder}/error.log", "--innodb-buffer-pool-size=64M", "--loose-mysqlx=OFF",
            // Distributions' builds of MySQL insist on a folder that only their service has.
            $"--secure-file-priv={_folder}",
            .. AsRoot(), .. Settings,
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true });

        await Eventually.SucceedsAsync(async () =>
        {
            Assert.False(_process!.HasExited, "The database server has exited.");
            await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
        });
    }

    /// <summary>Executes statements as root.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Ends the server as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Makes the server hang: connections stay open, and nothing answers.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await KillAsync();
        _process!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A server that starts removes the temporary tables of all others that share its folder for them.
    private async Task CreateDataFolderAsync()
    {
        var version = await RunToEndAsync(Find("mariadbd", "mysqld"), ["--no-defaults", "--version"]);

        await (version.Contains("MariaDB", StringComparison.Ordinal)
            ? RunToEndAsync(
                Find("mariadb-install-db", "mysql_install_db"),
                ["--no-defaults", $"--datadir={_folder}/data", $"--tmpdir={_folder}", "--auth-root-authentication-method=normal", "--skip-test-db", .. AsRoot()])
            : RunToEndAsync(
                Find("mysqld"), ["--no-defaults", "--initialize-insecure", $"--datadir={_folder}/data", $"--tmpdir={_folder}", .. AsRoot()]));
    }

    private void KillAtExit(object? sender, EventArgs e) => _process?.Kill();

    // The shell's own: the program kill is not on every machine.
    private Task<string> SignalAsync(string signal) => RunToEndAsync("bash", ["-c", $"kill -{signal} {_process!.Id}"]);

    private static string[] AsRoot() => Environment.UserName == "root" ? ["--user=root"] : [];

    private static string Find(params string[] names)
    {
        string[] folders = Environment.GetEnvironmentVariable("DATABASE_HOME") is { Length: > 0 } home
            ? [home, $"{home}/bin", $"{home}/sbin", $"{home}/libexec", $"{home}/scripts"]
            : [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'), "/usr/sbin", "/usr/local/sbin", "/usr/libexec"];

        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"The tests need a database: install MariaDB ({names[0]}) or MySQL, or set DATABASE_HOME or ConnectionStrings__Users.");
    }

    private static async Task<string> RunToEndAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
        return string.Concat(output);
    }

    // Below the range of outgoing connections: one of those could be given the port while the server is away.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_768));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // It is taken.
            }
        }
    }
}
