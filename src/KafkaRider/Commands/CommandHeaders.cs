namespace KafkaRider;

/// <summary>Names the headers by which those who send commands and those who execute them understand each other, beside MassTransit's own.</summary>
public static class CommandHeaders
{
    /// <summary>Carries, on a command and on its outcome, which command it is: the 64 hexadecimal digits of a SHA-256 digest.</summary>
    public const string Fingerprint = "Fingerprint";

    /// <summary>Carries, on a reply, <c>true</c> when the outcome is that of an earlier command with the same operation id.</summary>
    public const string Replayed = "Replayed";

    /// <summary>Carries, on a command, the number of the step where its operation has several.</summary>
    public const string Step = "Step";

    /// <summary>Carries, on a command, who asked for it.</summary>
    public const string Caller = "Caller";
}
