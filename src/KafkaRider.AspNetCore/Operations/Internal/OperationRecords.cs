namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads from records which operation they are about, by the rule that the consumer follows.</summary>
internal static class OperationRecords
{
    /// <summary>Returns the operation, or <see langword="null"/> if the record is about none: an event may be written anew from the table.</summary>
    public static Guid? FindOperationId(this FollowedRecord record) =>
        Given(record.CorrelationId) ?? Given(record.RequestId) ?? Given(record.MessageId);

    /// <exception cref="InvalidRecordException">The record carries no id.</exception>
    public static Guid GetOperationId(this FollowedRecord record) => record.FindOperationId()
        ?? throw new InvalidRecordException("The record has none of the headers CorrelationId, RequestId and MessageId.");

    /// <summary>Returns which command an outcome is of, where it tells.</summary>
    public static Fingerprint? GetFingerprint(this FollowedRecord record) => Fingerprint.Parse(record.GetHeader(CommandHeaders.Fingerprint));

    private static Guid? Given(Guid? id) => id == Guid.Empty ? null : id;
}
