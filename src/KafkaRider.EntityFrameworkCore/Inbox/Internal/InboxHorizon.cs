using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Knows since when the inbox remembers everything.</summary>
internal sealed class InboxHorizon(IOptions<InboxOptions> options, TimeProvider time)
{
    // So far two clocks may differ before the log says so.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Returns whether a command is so old that it may have been executed and forgotten.</summary>
    public bool IsBehind(DateTimeOffset? sentAt) => sentAt < time.GetUtcNow() - options.Value.Retention + Tolerance;
}
