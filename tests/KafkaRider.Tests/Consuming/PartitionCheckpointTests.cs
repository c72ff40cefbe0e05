using Confluent.Kafka;
using KafkaRider.Internal;

namespace KafkaRider.Tests.Consuming;

public sealed class PartitionCheckpointTests
{
    private readonly PartitionCheckpoint _checkpoint = new(new("topic", 3));

    [Fact]
    public void TakeFinished_GapInWhatIsDone_StopsBeforeTheGap()
    {
        Add(10, 11, 12, 13);

        _checkpoint.Complete(11, done: true);
        Assert.Null(_checkpoint.TakeFinished());
        _checkpoint.Complete(10, done: true);
        _checkpoint.Complete(13, done: true);

        Assert.Equal(12, _checkpoint.TakeFinished()!.Offset.Value);
    }

    [Fact]
    public void TakeFinished_RecordThatWasNotDone_IsNeverPassed()
    {
        Add(0, 1, 2);

        _checkpoint.Complete(0, done: true);
        _checkpoint.Complete(1, done: false);
        _checkpoint.Complete(2, done: true);

        Assert.Equal(1, _checkpoint.TakeFinished()!.Offset.Value);
    }

    [Fact]
    public void TakeFinished_OffsetsWithHoles_CountsOnlyWhatWasRead()
    {
        Add(5, 9);

        _checkpoint.Complete(5, done: true);
        Assert.Equal(6, _checkpoint.TakeFinished()!.Offset.Value);
        _checkpoint.Complete(9, done: true);

        Assert.Equal(10, _checkpoint.TakeFinished()!.Offset.Value);
    }

    [Fact]
    public void TakeFinished_NothingMoved_IsNotReturnedAgain()
    {
        Add(0);
        _checkpoint.Complete(0, done: true);

        Assert.Equal(1, _checkpoint.TakeFinished()!.Offset.Value);
        Assert.Null(_checkpoint.TakeFinished());
    }

    [Fact]
    public async Task WhenIdleAsync_RecordsInProgress_EndsWithTheLastOne()
    {
        Add(0, 1);
        var idle = _checkpoint.WhenIdleAsync();

        _checkpoint.Complete(1, done: true);
        Assert.False(idle.IsCompleted);
        _checkpoint.Complete(0, done: false);

        await idle.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(_checkpoint.WhenIdleAsync().IsCompletedSuccessfully);
    }

    private void Add(params long[] offsets)
    {
        foreach (var offset in offsets)
        {
            _checkpoint.Add(new Offset(offset));
        }
    }
}
