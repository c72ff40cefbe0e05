using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace Users.Consumer.Tests.Database;

/// <summary>A private database server, started from what is installed, with a data folder of its own.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'), "/usr/sbin", "/usr/local/sbin", "/usr/libexec"];

    private readonly string _folder = Directory.CreateTempSubdirectory("users-mariadb-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    // A test run that is interrupted must not leave the server behind.
    private MariaDbServer() => AppDomain.CurrentDomain.ProcessExit += KillAtExit;

    public string ConnectionString => $"Server=127.0.0.1;Port={_port};User ID=root;SslMode=Disabled";

    public static async Task<MariaDbServer> StartNewAsync()
    {
        var server = new MariaDbServer();
        // A server that starts removes the temporary tables of all others that share its folder for them.
        await RunToEndAsync(Find("mariadb-install-db", "mysql_install_db"),
            ["--no-defaults", $"--datadir={server._folder}", $"--tmpdir={server._folder}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Find("mariadbd", "mysqld"),
        [
            "--no-defaults", $"--datadir={_folder}", $"--tmpdir={_folder}", $"--port={_port}", "--bind-address=127.0.0.1", $"--socket={_folder}/server.sock",
            $"--pid-file={_folder}/server.pid", $"--log-error={_folder}/error.log", "--innodb-buffer-pool-size=64M",
            .. AsRoot(),
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true });

        await Eventually.SucceedsAsync(async () =>
        {
            Assert.False(_process!.HasExited, "The database server has exited.");
            await using var connection = new MySqlConnection(ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
        });
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

    private void KillAtExit(object? sender, EventArgs e) => _process?.Kill();

    // The shell's own: the program kill is not on every machine.
    private Task SignalAsync(string signal) => RunToEndAsync("bash", ["-c", $"kill -{signal} {_process!.Id}"]);

    private static string[] AsRoot() => Environment.UserName == "root" ? ["--user=root"] : [];

    private static string Find(params string[] names) =>
        names.SelectMany(name => Folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"The tests need a database: install MariaDB ({names[0]}) or set ConnectionStrings__Users.");

    private static async Task RunToEndAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, .. program.EndsWith("db", StringComparison.Ordinal) ? AsRoot() : []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
