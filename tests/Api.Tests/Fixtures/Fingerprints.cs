using KafkaRider.AspNetCore.Internal;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

internal static class Fingerprints
{
    /// <summary>Returns the fingerprint that the contracts give a command: the consumer computes the same one.</summary>
    public static Fingerprint Of(object command) => Fingerprint.Parse(CommandFingerprint.ToHeader(CommandFingerprint.Of(command)))!.Value;
}
