using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>What the topics hold since the scenario began.</summary>
public sealed record TopicRecords(
    IReadOnlyList<CommandRecord> Commands,
    IReadOnlyList<OutcomeRecord> Events,
    IReadOnlyList<OutcomeRecord> Replies,
    IReadOnlyList<DeadLetter> DeadLetters);
