using System.Globalization;
using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.Faults.Parts;

/// <summary>One broker of a cluster, which is also one of its controllers.</summary>
public sealed class BrokerNode : IAsyncDisposable
{
    private const string PropertiesFile = "server.properties";
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private readonly string _home;
    private readonly string _folder;
    private readonly OutputFile _log;
    private readonly ServerProcess _process;

    private BrokerNode(string home, string folder, int number, int port)
    {
        _home = home;
        _folder = folder;
        _log = new OutputFile(Path.Combine(folder, "broker.log"));
        Number = number;
        _process = new ServerProcess(
            string.Create(CultureInfo.InvariantCulture, $"broker-{number}"),
            Tool("kafka-server-start.sh", PropertiesFile),
            cancellationToken => TcpPorts.AcceptsAsync("localhost", port, cancellationToken),
            _log.WriteLine);
    }

    public int Number { get; }

    /// <summary>Writes the settings and formats the storage.</summary>
    internal static async Task<BrokerNode> CreateAsync(
        string home, string folder, int number, IReadOnlyList<BrokerPorts> ports, string clusterId, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, PropertiesFile), BrokerProperties.Render(number, ports), cancellationToken);
        var node = new BrokerNode(home, folder, number, ports[number - 1].Plain);
        var exitCode = await ChildProcess.RunAsync(
            node.Tool("kafka-storage.sh", "format", "-t", clusterId, "-c", PropertiesFile), node._log.WriteLine, cancellationToken);

        return exitCode == 0 ? node : throw new StartupException($"The storage of a broker could not be formatted: see {folder}/broker.log");
    }

    public Task StartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    public Task KillAsync() => _process.KillAsync();

    public Task StopAsync() => _process.StopAsync(StopGrace);

    public void Send(UnixSignal signal) => _process.Send(signal);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _log.Dispose();
    }

    // Every path is relative to the folder: Kafka's scripts split what holds a space.
    private ProcessCommand Tool(string script, params string[] arguments) => new(Path.Combine(_home, "bin", script), arguments)
    {
        WorkingDirectory = _folder,
        Variables = new Dictionary<string, string> { ["KAFKA_HEAP_OPTS"] = "-Xms256M -Xmx512M", ["LOG_DIR"] = "logs" },
    };
}
