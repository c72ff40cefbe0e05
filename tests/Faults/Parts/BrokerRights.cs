using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.Faults.Running;

namespace Users.Faults.Parts;

/// <summary>What the services may do at the brokers where they come with a name: everything with topics and groups, but for what is forbidden.</summary>
public sealed class BrokerRights(string bootstrapServers, string securedServers)
{
    public const string User = "services";
    public const string Password = "services-secret";

    /// <summary>Gets the settings of a service that comes with that name.</summary>
    public Settings Settings { get; } = new()
    {
        ["Kafka__BootstrapServers"] = securedServers,
        ["Kafka__Client__security_protocol"] = "SASL_PLAINTEXT",
        ["Kafka__Client__sasl_mechanism"] = "PLAIN",
        ["Kafka__Client__sasl_username"] = User,
        ["Kafka__Client__sasl_password"] = Password,
    };

    public async Task GrantAllAsync()
    {
        using var admin = CreateAdmin();
        await admin.CreateAclsAsync(new[] { ResourceType.Topic, ResourceType.Group }
            .Select(type => Rule(type, "*", AclOperation.All, AclPermissionType.Allow)));
    }

    public async Task ForbidAsync(ResourceType type, string name, AclOperation operation)
    {
        using var admin = CreateAdmin();
        await admin.CreateAclsAsync([Rule(type, name, operation, AclPermissionType.Deny)]);
    }

    public async Task AllowAgainAsync(ResourceType type, string name, AclOperation operation)
    {
        using var admin = CreateAdmin();
        await admin.DeleteAclsAsync([Rule(type, name, operation, AclPermissionType.Deny).ToFilter()]);
    }

    private static AclBinding Rule(ResourceType type, string name, AclOperation operation, AclPermissionType permission) => new()
    {
        Pattern = new() { Type = type, Name = name, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new() { Principal = $"User:{User}", Host = "*", Operation = operation, PermissionType = permission },
    };

    private IAdminClient CreateAdmin() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
}
