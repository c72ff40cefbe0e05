namespace KafkaRider.Internal;

/// <summary>Says what a failure of Kafka is worth: whether doing the same again can help. The later, the worse.</summary>
internal enum FailureKind
{
    /// <summary>The brokers, or the way to them, will recover.</summary>
    PassesByItself,

    /// <summary>Nobody has said what it means: it is repeated with growing pauses, and health tells of it.</summary>
    Unknown,

    /// <summary>The same record at the same place is refused again, until somebody changes a setting or a right.</summary>
    NeverPasses,
}
