using Confluent.Kafka;

namespace KafkaRider;

/// <summary>Configures how connections are encrypted. That they are, <c>SecurityProtocol</c> says.</summary>
/// <remarks>What is not set stays as the rider, or else librdkafka, has it. Is used while the bus is built, by one thread.</remarks>
public interface IKafkaSslConfigurator
{
    /// <summary>Sets the cipher suites, as OpenSSL names them.</summary>
    string? CipherSuites { set; }

    /// <summary>Sets the curves, as OpenSSL names them.</summary>
    string? CurvesList { set; }

    /// <summary>Sets the signature algorithms, as OpenSSL names them.</summary>
    string? SigalgsList { set; }

    /// <summary>Sets the path of the private key.</summary>
    string? KeyLocation { set; }

    /// <summary>Sets the passphrase of the private key.</summary>
    string? KeyPassword { set; }

    /// <summary>Sets the private key itself, as PEM.</summary>
    string? KeyPem { set; }

    /// <summary>Sets the path of the certificate.</summary>
    string? CertificateLocation { set; }

    /// <summary>Sets the certificate itself, as PEM.</summary>
    string? CertificatePem { set; }

    /// <summary>Sets the path of the certificates of those who are trusted.</summary>
    string? CaLocation { set; }

    /// <summary>Sets the path of the list of certificates that were withdrawn.</summary>
    string? CrlLocation { set; }

    /// <summary>Sets the path of a PKCS#12 store of key and certificate.</summary>
    string? KeystoreLocation { set; }

    /// <summary>Sets the password of that store.</summary>
    string? KeystorePassword { set; }

    /// <summary>Sets whether the certificates of brokers are looked at.</summary>
    bool? EnableCertificateVerification { set; }

    /// <summary>Sets whether a certificate must be of the very broker.</summary>
    SslEndpointIdentificationAlgorithm? EndpointIdentificationAlgorithm { set; }

    /// <summary>Sets the same as <see cref="CertificateLocation"/>.</summary>
    string? SslCertificateLocation { set; }

    /// <summary>Sets the same as <see cref="CertificatePem"/>.</summary>
    string? SslCertificatePem { set; }

    /// <summary>Sets the same as <see cref="CaLocation"/>.</summary>
    string? SslCaLocation { set; }

    /// <summary>Sets the certificates of those who are trusted, as PEM.</summary>
    string? SslCaPem { set; }

    /// <summary>Sets the certificate stores of Windows to trust, separated by commas.</summary>
    string? SslCaCertificateStores { set; }

    /// <summary>Sets the same as <see cref="CrlLocation"/>.</summary>
    string? SslCrlLocation { set; }

    /// <summary>Sets the path of an OpenSSL engine.</summary>
    string? SslEngineLocation { set; }

    /// <summary>Sets the id of that engine.</summary>
    string? SslEngineId { set; }

    /// <summary>Sets the same as <see cref="EnableCertificateVerification"/>.</summary>
    bool? EnableSslCertificateVerification { set; }

    /// <summary>Sets the same as <see cref="EndpointIdentificationAlgorithm"/>.</summary>
    SslEndpointIdentificationAlgorithm? SslEndpointIdentificationAlgorithm { set; }
}
