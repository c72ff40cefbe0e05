using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures how the process proves who it is.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaSaslConfigurator
{
    /// <summary>Sets the mechanism.</summary>
    SaslMechanism? Mechanism { set; }

    /// <summary>Sets the principal under which the brokers run.</summary>
    string? KerberosServiceName { set; }

    /// <summary>Sets the principal of this process.</summary>
    string? KerberosPrincipal { set; }

    /// <summary>Sets the command that gets or renews the ticket.</summary>
    string? KerberosKinitCmd { set; }

    /// <summary>Sets the path of the keytab.</summary>
    string? KerberosKeytab { set; }

    /// <summary>Sets how many milliseconds lie between two renewals at least.</summary>
    int? KerberosMinTimeBeforeRelogin { set; }

    /// <summary>Sets the user.</summary>
    string? Username { set; }

    /// <summary>Sets the password.</summary>
    string? Password { set; }

    /// <summary>Sets what the token is made of where the client makes it by itself.</summary>
    string? OauthbearerConfig { set; }

    /// <summary>Sets whether the client makes tokens without a signature, for development.</summary>
    bool? EnableOauthbearerUnsecureJwt { set; }

    /// <summary>Sets whether connections are encrypted, and whether the process proves who it is.</summary>
    SecurityProtocol? SecurityProtocol { set; }
}
