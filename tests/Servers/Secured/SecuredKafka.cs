using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;

namespace SecuredServers;

/// <summary>Is a broker that lets in, over TLS, whoever proves who it is. The test itself has a listener of its own, without any of that.</summary>
/// <param name="folder">Where its files are. Whoever made it deletes it.</param>
public abstract class SecuredKafka(string folder) : KafkaServer, IAsyncLifetime
{
    private const string PropertiesFile = "server.properties";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly string? _home = KafkaServerOptions.FromEnvironment("").Home;
    private readonly IReadOnlyList<int> _ports = TcpPorts.AnyFree(3);
    private readonly TestCertificates _certificates = new();
    private ServerProcess? _process;
    private IAdminClient? _admin;

    /// <summary>Gets whether there is a distribution to start it from.</summary>
    public bool IsAvailable => _home is not null;

    public override string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"localhost:{_ports[0]}");

    public string CertificateAuthority => Path.Combine(folder, "ca.pem");

    /// <summary>Gets another authority, that the broker's certificate is not from.</summary>
    public string WrongAuthority => Path.Combine(folder, "other-ca.pem");

    protected IAdminClient Admin => _admin!;

    /// <summary>Gets how it knows who comes, as lines of its properties.</summary>
    protected abstract string SecurityProperties { get; }

    private string AdminServers => string.Create(CultureInfo.InvariantCulture, $"localhost:{_ports[1]}");

    public async ValueTask InitializeAsync()
    {
        if (_home is null)
        {
            return;
        }

        var stopping = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(CertificateAuthority, _certificates.Authority, stopping);
        await File.WriteAllTextAsync(WrongAuthority, new TestCertificates().Authority, stopping);
        await File.WriteAllTextAsync(Path.Combine(folder, "broker.pem"), _certificates.Broker, stopping);
        await File.WriteAllTextAsync(Path.Combine(folder, PropertiesFile), Properties(), stopping);
        var lines = new List<string>();
        Assert.True(
            await ChildProcess.RunAsync(Tool("kafka-storage.sh", "format", "-t", "c2VjdXJlZC1jbHVzdGVyMQ", "-c", PropertiesFile), lines.Add, stopping) == 0,
            string.Join('\n', lines));
        _process = new("kafka", Tool("kafka-server-start.sh", PropertiesFile), token => TcpPorts.AcceptsAsync("localhost", _ports[0], token), _ => { });
        await _process.StartAsync(stopping);

        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = AdminServers }).SetLogHandler((_, _) => { }).Build();
        await PrepareAsync();
    }

    public override Task GoDownAsync() => _process!.StopAsync(Grace);

    public override Task ComeBackAsync(CancellationToken cancellationToken) => _process!.StartAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_process is not null)
        {
            await _process.StopAsync(Grace);
            await _process.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sets up what clients need, once it runs.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>Sets a password of a user at the broker.</summary>
    protected Task SetPasswordAsync(string user, string password, ScramMechanism mechanism) => Admin.AlterUserScramCredentialsAsync(
    [
        new UserScramCredentialUpsertion
        {
            User = user,
            ScramCredentialInfo = new() { Mechanism = mechanism, Iterations = 4096 },
            Password = System.Text.Encoding.UTF8.GetBytes(password),
        },
    ]);

    private string Properties() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:{_ports[2]}
        listeners=SASL_SSL://localhost:{_ports[0]},ADMIN://localhost:{_ports[1]},CONTROLLER://localhost:{_ports[2]}
        advertised.listeners=SASL_SSL://localhost:{_ports[0]},ADMIN://localhost:{_ports[1]}
        listener.security.protocol.map=SASL_SSL:SASL_SSL,ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=ADMIN
        ssl.keystore.type=PEM
        ssl.keystore.location=broker.pem
        {SecurityProperties}
        log.dirs=data
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=16777216

        """);

    private ProcessCommand Tool(string script, params string[] arguments) => new(Path.Combine(_home!, "bin", script), arguments)
    {
        WorkingDirectory = folder,
        Variables = new Dictionary<string, string> { ["KAFKA_HEAP_OPTS"] = "-Xms256M -Xmx512M", ["LOG_DIR"] = "logs" },
    };
}
