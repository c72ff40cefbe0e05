using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaRider.Internal;

namespace KafkaRider.Tests.Following;

public sealed class FollowOffsetsTests
{
    private static readonly TopicPartition Partition = new("things", 3);

    [Fact]
    public void Read_BrokerStillLoadsThePartition_IsAFailureThatPasses()
    {
        var failure = Assert.Throws<KafkaException>(() => FollowOffsets.Read([Answer(Offset.Unset)]));

        Assert.Equal(FailureKind.PassesByItself, KafkaFailures.Classify(failure));
        Assert.Contains("things [[3]]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoRecordOfThatTime_IsAnAnswer() => Assert.Equal(Offset.End, FollowOffsets.Read([Answer(Offset.End)])[Partition]);

    private static ListOffsetsResultInfo Answer(Offset offset) =>
        new() { TopicPartitionOffsetError = new(Partition, offset, new Error(ErrorCode.NoError)) };
}
