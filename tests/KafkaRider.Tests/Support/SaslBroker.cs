using Confluent.Kafka.Admin;
using SecuredServers;

namespace KafkaRider.Tests.Support;

/// <summary>A broker that lets in who knows a password, by any mechanism that has one, or has a token that says who it is. Whoever is in may do all.</summary>
public sealed class SaslBroker : SecuredKafka
{
    public const string User = "orders";
    public const string Password = "orders-secret";

    private readonly string _folder;

    public SaslBroker()
        : this(Directory.CreateTempSubdirectory("kafka-rider-sasl-").FullName)
    {
    }

    private SaslBroker(string folder)
        : base(folder) => _folder = folder;

    public override string Description => "a broker with TLS and SASL";

    protected override string SecurityProperties =>
        $"""
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
        listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{User}="{Password}";
        listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
        """;

    public async Task<string> CreateTopicAsync()
    {
        var name = $"secured-{Guid.NewGuid():N}";
        await Admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = 1, ReplicationFactor = 1 }]);
        return name;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override async Task PrepareAsync()
    {
        await SetPasswordAsync(User, Password, ScramMechanism.ScramSha256);
        await SetPasswordAsync(User, Password, ScramMechanism.ScramSha512);
    }
}
