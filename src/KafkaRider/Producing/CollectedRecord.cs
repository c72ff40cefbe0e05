namespace KafkaRider;

/// <summary>Represents a record that was sent while a <see cref="RecordCollector"/> was open: complete, and not written yet.</summary>
/// <param name="Topic">The topic, in full.</param>
/// <param name="Partition">The partition; <see langword="null"/> where the key decides.</param>
/// <param name="Key">The key, or <see langword="null"/>.</param>
/// <param name="Value">The body.</param>
/// <param name="Headers">The headers, in their order.</param>
/// <param name="AnswersTopic">For a reply, the topic of the record that it answers: a reply that cannot arrive is given up.</param>
/// <remarks>It can be kept as JSON and written again, by another process too: it is the same record then, with the same message id.</remarks>
public sealed record CollectedRecord(
    string Topic, int? Partition, byte[]? Key, byte[] Value, IReadOnlyList<CollectedHeader> Headers, string? AnswersTopic);
