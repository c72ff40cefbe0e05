using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecuredServers;

/// <summary>Makes a certificate authority, and a certificate of it for a broker on this machine, as PEM.</summary>
internal sealed class TestCertificates
{
    public TestCertificates()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = RSA.Create(2048);
        var authority = Request("CN=Test authority", authorityKey);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var issuer = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = RSA.Create(2048);
        var request = Request("CN=localhost", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));

        Authority = issuer.ExportCertificatePem();
        Broker = $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n{Authority}\n";
    }

    /// <summary>Gets the certificate of the authority.</summary>
    public string Authority { get; }

    /// <summary>Gets the broker's key and its certificates.</summary>
    public string Broker { get; }

    private static CertificateRequest Request(string name, RSA key) => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
