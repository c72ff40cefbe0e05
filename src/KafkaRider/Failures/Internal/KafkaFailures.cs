using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Classifies the errors of Kafka: for replies, events, faults, dead letters, requests and topics alike.</summary>
internal static class KafkaFailures
{
    /// <summary>Returns what an error is worth.</summary>
    public static FailureKind Classify(ErrorCode code) => code switch
    {
        // The place does not exist, is not ours, or does not take such a record.
        ErrorCode.Local_UnknownPartition or ErrorCode.Local_UnknownTopic or ErrorCode.UnknownTopicOrPart or ErrorCode.TopicException
            or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.MsgSizeTooLarge
            or ErrorCode.InvalidMsgSize or ErrorCode.RecordListTooLarge or ErrorCode.InvalidTimestamp or ErrorCode.PolicyViolation
            or ErrorCode.InvalidRecord or ErrorCode.UnsupportedForMessageFormat or ErrorCode.Local_InvalidArg
            or ErrorCode.Local_KeySerialization or ErrorCode.Local_ValueSerialization => FailureKind.NeverPasses,

        // Somebody is away, busy, or has just moved; or our own producer had to be replaced.
        ErrorCode.Local_MsgTimedOut or ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_Transport
            or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_QueueFull or ErrorCode.Local_WaitCoord or ErrorCode.Local_Resolve
            or ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.Local_Retry or ErrorCode.Local_Fatal or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight
            or ErrorCode.Local_Destroy or ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable
            or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable or ErrorCode.ReplicaNotAvailable or ErrorCode.NetworkException
            or ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.NotController
            or ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup
            or ErrorCode.KafkaStorageError or ErrorCode.ThrottlingQuotaExceeded or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch
            or ErrorCode.OutOfOrderSequenceNumber or ErrorCode.UnknownProducerId or ErrorCode.InvalidProducerEpoch => FailureKind.PassesByItself,

        _ => FailureKind.Unknown,
    };

    /// <summary>Says in words what is wrong, and what may be the reason where Kafka does not say.</summary>
    public static string Explain(Error error) => error.Code switch
    {
        ErrorCode.InvalidTimestamp =>
            $"{error.Reason}: the clock of this machine is wrong, or message.timestamp.before.max.ms or message.timestamp.after.max.ms is too small",
        // A broker takes no two ways to divide partitions into one group. Instances of one service agree on theirs.
        ErrorCode.InconsistentGroupProtocol =>
            $"{error.Reason}: another program is in the group, a tool perhaps, and its partitions are read here once it has left",
        _ => error.Reason,
    };

    /// <summary>Returns what a failure is worth, or <see langword="null"/> if Kafka has no part in it.</summary>
    /// <remarks>Of several, the worst counts.</remarks>
    public static FailureKind? Classify(Exception exception) => exception switch
    {
        KafkaException kafka => Classify(kafka.Error.Code),
        AggregateException aggregate => aggregate.InnerExceptions.Max(Classify),
        { InnerException: { } inner } => Classify(inner),
        _ => null,
    };
}
