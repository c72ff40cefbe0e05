using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using SecuredServers;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>
/// A broker that lets in, over TLS, whoever knows a password, and only to what an administrator has granted. That is the test, over a listener
/// of its own. The API comes with SCRAM, the consumer with PLAIN.
/// </summary>
public sealed class SecuredBroker : SecuredKafka
{
    public const string ApiPassword = "api-secret-1";
    public const string ConsumerPassword = "consumer-secret-2";

    private readonly ScratchFolder _folder;

    public SecuredBroker()
        : this(new ScratchFolder())
    {
    }

    private SecuredBroker(ScratchFolder folder)
        : base(folder.Path) => _folder = folder;

    public override string Description => "a broker with TLS, SASL and ACLs";

    protected override string SecurityProperties =>
        $"""
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
        listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_consumer="{ConsumerPassword}" user_nobody="nothing";
        listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS
        """;

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

    public async Task GrantAsync(params AclBinding[] rights)
    {
        await Admin.CreateAclsAsync(rights);
        await UntilRightsAreAsync(known => rights.All(known.Contains));
    }

    public async Task WithdrawAsync(params AclBinding[] rights)
    {
        await Admin.DeleteAclsAsync(rights.Select(right => right.ToFilter()));
        await UntilRightsAreAsync(known => !rights.Any(known.Contains));
    }

    // The controller has taken them; the broker that is to keep to them hears of it a moment later.
    private Task UntilRightsAreAsync(Func<List<AclBinding>, bool> areThey) => Eventually.IsTrueAsync(
        async () => areThey((await Admin.DescribeAclsAsync(new()
        {
            PatternFilter = new() { Type = ResourceType.Any, ResourcePatternType = ResourcePatternType.Any },
            EntryFilter = new() { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
        })).AclBindings),
        "the broker knows the rights");

    /// <summary>Sets the password of the API at the broker.</summary>
    public Task SetPasswordAsync(string password) => SetPasswordAsync("api", password, ScramMechanism.ScramSha256);

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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task PrepareAsync()
    {
        await CreateTopicsAsync();
        await SetPasswordAsync(ApiPassword);
        await GrantAsync([.. ApiRights, .. ConsumerRights]);
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
}
