using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>
/// A broker that lets in, over TLS, whoever knows a password, and only to what an administrator has granted. That is the test, over a listener
/// of its own. The API comes with SCRAM, the consumer with PLAIN.
/// </summary>
public sealed class SecuredBroker : KafkaServer, IAsyncLifetime
{
    public const string ApiPassword = "api-secret-1";
    public const string ConsumerPassword = "consumer-secret-2";

    private const string PropertiesFile = "server.properties";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly ScratchFolder _folder = new();
    private readonly string? _home = KafkaServerOptions.FromEnvironment("").Home;
    private readonly IReadOnlyList<int> _ports = TcpPorts.AnyFree(3);
    private readonly TestCertificates _certificates = new();
    private ServerProcess? _process;
    private IAdminClient? _admin;

    /// <summary>Gets whether there is a distribution to start it from.</summary>
    public bool IsAvailable => _home is not null;

    public override string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"localhost:{_ports[0]}");

    public override string Description => "a broker with TLS, SASL and ACLs";

    public string CertificateAuthority => Path.Combine(_folder.Path, "ca.pem");

    /// <summary>Gets another authority, that the broker's certificate is not from.</summary>
    public string WrongAuthority => Path.Combine(_folder.Path, "other-ca.pem");

    private string AdminServers => string.Create(CultureInfo.InvariantCulture, $"localhost:{_ports[1]}");

    private IAdminClient Admin => _admin!;

    public async ValueTask InitializeAsync()
    {
        if (_home is null)
        {
            return;
        }

        var stopping = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(CertificateAuthority, _certificates.Authority, stopping);
        await File.WriteAllTextAsync(WrongAuthority, new TestCertificates().Authority, stopping);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broker.pem"), _certificates.Broker, stopping);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, PropertiesFile), Properties(), stopping);
        var lines = new List<string>();
        Assert.True(
            await ChildProcess.RunAsync(Tool("kafka-storage.sh", "format", "-t", "c2VjdXJlZC1jbHVzdGVyMQ", "-c", PropertiesFile), lines.Add, stopping) == 0,
            string.Join('\n', lines));
        _process = new("kafka", Tool("kafka-server-start.sh", PropertiesFile), token => TcpPorts.AcceptsAsync("localhost", _ports[0], token), _ => { });
        await _process.StartAsync(stopping);

        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = AdminServers }).SetLogHandler((_, _) => { }).Build();
        await CreateTopicsAsync();
        await SetPasswordAsync(ApiPassword);
        await GrantAsync([.. ApiRights, .. ConsumerRights]);
    }

    /// <summary>Gets the least that the API needs: see docs/secured-cluster.md.</summary>
    public static AclBinding[] ApiRights =>
    [
        Right("api", Topics.PromotionCommands.Name, AclOperation.Write),
        Right("api", Topics.PromotionQueries.Name, AclOperation.Write),
        .. Topics.Promotions.Except([Topics.PromotionQueries]).Select(topic => Right("api", topic.Name, AclOperation.Read)),
        Right("api", Topics.Registrations.Name, AclOperation.Write),
        Right("api", Topics.Registrations.Name, AclOperation.Read),
        Right("api", Topics.RegistrationEvents.Name, AclOperation.Read),
        Right("api", Topics.RegistrationDeadLetters.Name, AclOperation.Read),
        Right("api", Topics.RegistrationQueries.Name, AclOperation.Write),
        Right("api", Topics.Commands.Name, AclOperation.Write),
        Right("api", Topics.Commands.Name, AclOperation.Read),
        Right("api", Topics.Events.Name, AclOperation.Read),
        Right("api", Topics.Outcomes.Name, AclOperation.Read),
        Right("api", Topics.Queries.Name, AclOperation.Write),
        Right("api", Topics.DeadLetters.Name, AclOperation.Read),
        Right("api", Topics.Replies.Name, AclOperation.Read),
    ];

    /// <summary>Gets the least that the consumer needs.</summary>
    public static AclBinding[] ConsumerRights =>
    [
        Right("consumer", Topics.Commands.Name, AclOperation.Read),
        Right("consumer", Topics.Events.Name, AclOperation.Write),
        Right("consumer", Topics.Outcomes.Name, AclOperation.Write),
        Right("consumer", Topics.Replies.Name, AclOperation.Write),
        Right("consumer", Topics.Registrations.Name, AclOperation.Write),
        Right("consumer", Topics.DeadLetters.Name, AclOperation.Write),
        Right("consumer", "users", AclOperation.Read, ResourceType.Group),
        Right("consumer", Topics.Queries.Name, AclOperation.Read),
        Right("consumer", Topics.Queries.Name, AclOperation.Read, ResourceType.Group),
    ];

    public static AclBinding Right(string user, string name, AclOperation operation, ResourceType kind = ResourceType.Topic) => new()
    {
        Pattern = new() { Type = kind, Name = name, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new() { Principal = $"User:{user}", Host = "*", Operation = operation, PermissionType = AclPermissionType.Allow },
    };

    public Task GrantAsync(params AclBinding[] rights) => Admin.CreateAclsAsync(rights);

    public Task WithdrawAsync(params AclBinding[] rights) => Admin.DeleteAclsAsync(rights.Select(right => right.ToFilter()));

    /// <summary>Sets the password of the API at the broker.</summary>
    public Task SetPasswordAsync(string password) => Admin.AlterUserScramCredentialsAsync(
    [
        new UserScramCredentialUpsertion
        {
            User = "api",
            ScramCredentialInfo = new() { Mechanism = ScramMechanism.ScramSha256, Iterations = 4096 },
            Password = System.Text.Encoding.UTF8.GetBytes(password),
        },
    ]);

    /// <summary>Gets the settings of a client of this broker, as somebody would export them.</summary>
    public Dictionary<string, string> Settings(string user, string password, string mechanism) => new()
    {
        ["Kafka__Client__security_protocol"] = "SASL_SSL",
        ["Kafka__Client__sasl_mechanism"] = mechanism,
        ["Kafka__Client__sasl_username"] = user,
        ["Kafka__Client__sasl_password"] = password,
        ["Kafka__Client__ssl_ca_location"] = CertificateAuthority,
    };

    /// <summary>Counts the records that were ever written to a topic.</summary>
    public async Task<long> CountAsync(Topic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var ends = Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartitionOffsetSpec
        {
            TopicPartition = new(topic.Name, partition),
            OffsetSpec = OffsetSpec.Latest(),
        });
        return (await Admin.ListOffsetsAsync(ends)).ResultInfos.Sum(info => info.TopicPartitionOffsetError.Offset.Value);
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

        _folder.Dispose();
        await base.DisposeAsync();
    }

    private Task CreateTopicsAsync() => Admin.CreateTopicsAsync(
        Topics.All.Select(topic => new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = 1,
            Configs = new()
            {
                ["retention.ms"] = topic.Retention is { } retention ? retention.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) : "-1",
                ["retention.bytes"] = "-1",
            },
        }));

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
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
        listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_consumer="{ConsumerPassword}" user_nobody="nothing";
        listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        ssl.keystore.type=PEM
        ssl.keystore.location=broker.pem
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS
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
        WorkingDirectory = _folder.Path,
        Variables = new Dictionary<string, string> { ["KAFKA_HEAP_OPTS"] = "-Xms256M -Xmx512M", ["LOG_DIR"] = "logs" },
    };
}
