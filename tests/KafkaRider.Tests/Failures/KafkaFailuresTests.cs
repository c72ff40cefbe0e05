using Confluent.Kafka;
using KafkaRider.Internal;

namespace KafkaRider.Tests.Failures;

public sealed class KafkaFailuresTests
{
    [Theory]
    [InlineData(ErrorCode.Local_UnknownPartition, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.Local_UnknownTopic, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.TopicException, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.TopicAuthorizationFailed, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.MsgSizeTooLarge, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.InvalidTimestamp, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.PolicyViolation, nameof(FailureKind.NeverPasses))]
    [InlineData(ErrorCode.Local_MsgTimedOut, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.Local_AllBrokersDown, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.NotEnoughReplicas, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.NotLeaderForPartition, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.Local_Fatal, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.Local_Authentication, nameof(FailureKind.PassesByItself))]
    [InlineData(ErrorCode.Unknown, nameof(FailureKind.Unknown))]
    public void Classify_Code_IsOfItsKind(ErrorCode code, string kind) => Assert.Equal(kind, KafkaFailures.Classify(code).ToString());

    [Fact]
    public void Classify_OneOfSeveralNeverPasses_ThatCounts()
    {
        var exception = new AggregateException(
            new KafkaException(ErrorCode.Local_MsgTimedOut),
            new InvalidOperationException("outer", new KafkaException(ErrorCode.TopicAuthorizationFailed)));

        Assert.Equal(FailureKind.NeverPasses, KafkaFailures.Classify(exception));
    }

    [Fact]
    public void Classify_NothingOfKafka_IsNotItsToSay() =>
        Assert.Null(KafkaFailures.Classify(new AggregateException(new InvalidDataException(), new TimeoutException())));
}
