namespace Users.Faults.Checking;

/// <summary>All that is known of a run once the system is at rest.</summary>
public sealed record Evidence
{
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    public IReadOnlyList<Resolution> Resolutions { get; init; } = [];

    public IReadOnlyList<UserRow> Users { get; init; } = [];

    public IReadOnlyList<InboxRow> Inbox { get; init; } = [];

    /// <summary>Gets the commands, by partition in the order of the log.</summary>
    public IReadOnlyList<CommandRecord> Commands { get; init; } = [];

    public IReadOnlyList<OutcomeRecord> Events { get; init; } = [];

    public IReadOnlyList<OutcomeRecord> Replies { get; init; } = [];

    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    /// <summary>Gets how many commands the consumers have not committed yet, by partition.</summary>
    public IReadOnlyDictionary<int, long> Lag { get; init; } = new Dictionary<int, long>();

    /// <summary>Gets whether topics got more partitions meanwhile: then keys have moved, and what lies in different partitions has no order.</summary>
    public bool IsRepartitioned { get; init; }

    public IReadOnlyList<RequestAccount> Accounts { get; init; } = [];

    public IReadOnlyList<ServiceLog> Logs { get; init; } = [];

    /// <summary>Gets how soon after the faults every operation must have ended.</summary>
    public TimeSpan ResolutionLimit { get; init; } = TimeSpan.FromSeconds(60);
}
