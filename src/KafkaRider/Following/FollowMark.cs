namespace KafkaRider;

/// <summary>Names one record of a followed topic, so that it can be told later whether the topic is still the same up to there.</summary>
/// <param name="Partition">The number of the partition.</param>
/// <param name="Offset">The offset of the record.</param>
/// <param name="Fingerprint">A digest of the record with its time, key, headers and body.</param>
public readonly record struct FollowMark(int Partition, long Offset, string Fingerprint);
