using System.Buffers.Text;
using System.Security.Cryptography;
using Users.AppHost.Processes;

namespace Users.AppHost.Kafka;

/// <summary>A private single-node broker (KRaft), started from an Apache Kafka distribution.</summary>
internal sealed class DistributionKafka : KafkaServer
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly string _home;
    private readonly string _folder;
    private readonly ServerProcess _process;
    private readonly LogFile _log;

    private DistributionKafka(string home, string folder, int port, LogFile log)
    {
        _home = home;
        _folder = folder;
        _log = log;
        BootstrapServers = $"localhost:{port}";
        _process = new ServerProcess(
            "kafka",
            Tool("kafka-server-start.sh", KafkaProperties.FileName),
            cancellationToken => TcpPorts.AcceptsAsync("localhost", port, cancellationToken),
            log.WriteLine);
    }

    public override string BootstrapServers { get; }

    public override string Description => $"Apache Kafka from {_home}, data and log in {_folder}";

    public override ServerProcess Process => _process;

    public static async Task<DistributionKafka> StartAsync(string home, KafkaServerOptions options, CancellationToken cancellationToken)
    {
        home = Path.GetFullPath(home);

        if (!File.Exists(Path.Combine(home, "bin", "kafka-server-start.sh")))
        {
            throw new StartupException($"KAFKA_HOME names {home}, which holds no bin/kafka-server-start.sh");
        }

        await JavaRuntime.RequireAsync(JavaRuntime.Find(), cancellationToken);

        var ports = TcpPorts.FreeOrFrom(options.Port, 2);
        var folder = Directory.CreateDirectory(options.DataFolder).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, KafkaProperties.FileName), KafkaProperties.Render(ports[0], ports[1], options.Settings), cancellationToken);

        var log = new LogFile(Path.Combine(folder, "broker.log"));
        var kafka = new DistributionKafka(home, folder, ports[0], log);

        try
        {
            await kafka.FormatAsync(options.Report, cancellationToken);
            options.Report("starting Apache Kafka");
            await kafka._process.StartAsync(cancellationToken);
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }

        return kafka;
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

    private async Task FormatAsync(Action<string> report, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(_folder, KafkaProperties.DataFolder, "meta.properties")))
        {
            return;
        }

        report("formatting the storage of Apache Kafka");
        var lines = new List<string>();
        var format = Tool("kafka-storage.sh", "format", "-t", NewClusterId(), "-c", KafkaProperties.FileName, "--ignore-formatted");
        var exitCode = await ChildProcess.RunAsync(format, lines.Add, cancellationToken);

        if (exitCode != 0)
        {
            throw new StartupException($"Kafka's storage could not be formatted: {string.Join(Environment.NewLine, lines)}");
        }
    }

    // Every path is relative to the folder: Kafka's scripts split what holds a space.
    private ProcessCommand Tool(string script, params string[] arguments) =>
        new(Path.Combine(_home, "bin", script), arguments)
        {
            WorkingDirectory = _folder,
            Variables = new Dictionary<string, string>
            {
                ["KAFKA_HEAP_OPTS"] = EnvironmentVariable.Find("KAFKA_HEAP_OPTS") ?? "-Xms256M -Xmx512M",
                ["LOG_DIR"] = "logs",
            },
        };

    // As kafka-storage.sh random-uuid does: 16 bytes in base64 that do not look like an option.
    private static string NewClusterId()
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

        return id.StartsWith('-') ? NewClusterId() : id;
    }
}
