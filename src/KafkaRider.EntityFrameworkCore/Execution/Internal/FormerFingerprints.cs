using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Knows what former versions of a service kept as the fingerprint of a command.</summary>
internal sealed class FormerFingerprints(Func<object, Digest?> of)
{
    public Digest? Of(object command) => of(command);
}
