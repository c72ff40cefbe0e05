using KafkaRider;
using KafkaRider.AspNetCore.Internal;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

internal static class Fingerprints
{
    private static readonly CommandFingerprints Contracts = new(ContractsJsonContext.Default);

    public static Fingerprint Of(object command) => Fingerprint.Read(Contracts.Of(command));
}
