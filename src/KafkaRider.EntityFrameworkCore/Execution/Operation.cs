namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents what a command is to the inbox: the operation that somebody asked for, and the message that carried it here.</summary>
/// <param name="Id">The same however often somebody asks.</param>
/// <param name="MessageId">The same only when the same message is delivered again.</param>
/// <param name="Fingerprint">What two commands of one operation must agree in.</param>
public sealed record Operation(Guid Id, Guid MessageId, Digest Fingerprint)
{
    /// <summary>Gets which step of the operation it is; 0 where it has one only.</summary>
    public int Step { get; init; }

    /// <summary>Gets the digest of who asked for it, where that is known.</summary>
    public Digest? Caller { get; init; }

    /// <summary>Gets when the command was written to the log, where that is known.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets what else the fingerprint of the same command may have been: of two senders of one command only one may say anything.</summary>
    public Func<Digest, bool>? IsAlso { get; init; }

    /// <summary>Returns whether a fingerprint is that of the same command.</summary>
    internal bool IsThatOf(Digest stored) => stored == Fingerprint || IsAlso?.Invoke(stored) is true;
}
