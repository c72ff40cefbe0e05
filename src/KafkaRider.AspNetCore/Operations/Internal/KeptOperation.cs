namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents an operation as it is kept: small, because there may be millions.</summary>
internal struct KeptOperation
{
    public Guid Id;
    public Fingerprint Fingerprint;
    public long CreatedAtTicks;
    public long CompletedAtTicks;

    /// <summary>When it was heard of, by a clock that nobody can set.</summary>
    public long Since;

    /// <summary>The key of the caller that sent the command; 0 where it is not known.</summary>
    public ulong Caller;

    /// <summary>The outcome, packed; empty where the command failed for good, of which there is nothing more to say.</summary>
    public byte[]? Outcome;

    /// <summary>Where the process of several steps is that the command has started, as JSON; nothing where there is none.</summary>
    public byte[]? Process;

    /// <summary>Counts the changes of that process.</summary>
    public int ProcessVersion;

    /// <summary>The number of the outcome's type; 0 while there is none.</summary>
    public ushort OutcomeType;

    public bool HasFingerprint;

    public readonly bool IsCompleted => OutcomeType != 0;

    public readonly bool HasFailed => Outcome is [];
}
