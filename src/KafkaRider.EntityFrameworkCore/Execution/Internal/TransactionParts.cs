namespace KafkaRider.Internal;

/// <summary>What every transaction needs beside its session and its commands.</summary>
/// <param name="Outcomes">The outcomes that commands can have.</param>
/// <param name="Horizon">Says how old a command may be.</param>
/// <param name="Conflict">Makes the outcome of a command whose operation has another one.</param>
/// <param name="Patience">How long to wait for the schema to be in place.</param>
/// <param name="Time">The time.</param>
internal sealed record TransactionParts(OutcomeTypes Outcomes, InboxHorizon Horizon, Func<Guid, object> Conflict, TimeSpan Patience, TimeProvider Time);
