using System.Diagnostics.Metrics;
using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Following;

public sealed class FollowStartTests(Broker broker)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task At_OffsetInThePartition_StartsThere()
    {
        await using var topic = await CreateAsync(count: 10);
        var follower = new RecordingFollower(partition => partition == 0 ? FollowStart.At(7) : FollowStart.Beginning);

        await topic.FollowAsync(follower);

        Assert.Equal(["7", "8", "9"], follower.Values);
    }

    [Fact]
    public async Task At_OffsetThatIsNotInThePartition_StartsWithTheOldest()
    {
        await using var topic = await CreateAsync(count: 3);
        var follower = new RecordingFollower(_ => FollowStart.At(100));

        await topic.FollowAsync(follower);

        Assert.Equal(["0", "1", "2"], follower.Values);
    }

    [Fact]
    public async Task Since_Time_LeavesOutWhatIsOlderIfTheBrokerCanFindIt()
    {
        await using var topic = await CreateAsync(count: 10);
        var follower = new RecordingFollower(_ => FollowStart.Since(Noon.AddHours(4)));

        await topic.FollowAsync(follower);

        Assert.Equal(Enumerable.Range(0, 10).Skip(broker.IsEmbedded ? 0 : 4).Select(number => $"{number}"), follower.Values);
    }

    [Fact]
    public async Task Since_TimeAfterAllRecords_LeavesOutAllIfTheBrokerCanTell()
    {
        await using var topic = await CreateAsync(count: 3);
        var follower = new RecordingFollower(_ => FollowStart.Since(Noon.AddHours(3), atMost: 2));

        await topic.FollowAsync(follower);

        Assert.Equal(broker.IsEmbedded ? ["1", "2"] : [], follower.Values);
    }

    [Fact]
    public async Task Since_MoreRecordsThanMayCome_LeavesOutTheOldest()
    {
        await using var topic = await CreateAsync(count: 10);
        var follower = new RecordingFollower(_ => FollowStart.Since(Noon, atMost: 2));

        await topic.FollowAsync(follower);

        Assert.Equal(["8", "9"], follower.Values);
    }

    [Fact]
    public async Task Since_MoreRecordsThanMayCome_EachPartitionGivesItsShare()
    {
        await using var topic = await CreateAsync(count: 10);
        for (var number = 0; number < 5; number++)
        {
            await topic.WriteAsync(1, $"1-{number}", time: Noon.AddHours(number));
        }

        var follower = new RecordingFollower(_ => FollowStart.Since(Noon, atMost: 6));

        await topic.FollowAsync(follower);

        Assert.Equal(["1-3", "1-4", "6", "7", "8", "9"], follower.Values.Order());
    }

    [Theory]
    [InlineData(8, 4, "6", "7", "8", "9")]
    [InlineData(5, 4, "5", "6", "7", "8", "9")]
    public async Task OrSince_StartsWithTheEarlier(long offset, long atMost, params string[] expected)
    {
        await using var topic = await CreateAsync(count: 10);
        var follower = new RecordingFollower(partition => partition == 0 ? FollowStart.At(offset).OrSince(Noon, atMost) : FollowStart.Beginning);

        await topic.FollowAsync(follower);

        Assert.Equal(expected, follower.Values);
    }

    [Fact]
    public async Task Lag_OfAFollowerThatIsHeldUp_IsWhatIsStillToCome()
    {
        await using var topic = await CreateAsync(count: 10);
        using var gate = new SemaphoreSlim(4);
        var follower = new RecordingFollower(receive: _ => gate.Wait(TestContext.Current.CancellationToken));
        await topic.FollowAsync(follower, untilHealthy: false);
        await Eventually.TrueAsync(() => follower.Threads.Count == 5);

        // It is measured between records: the fifth is on its way.
        await Eventually.TrueAsync(() => MeasureLag(topic.Name) is > 5 and <= 10);
        gate.Release(100);
        await Eventually.TrueAsync(() => MeasureLag(topic.Name) == 0);
    }

    // One record an hour from noon on, all in one partition.
    private async Task<FollowedTopic> CreateAsync(int count)
    {
        var topic = await FollowedTopic.CreateAsync(broker);
        for (var number = 0; number < count; number++)
        {
            await topic.WriteAsync(0, $"{number}", time: Noon.AddHours(number));
        }

        return topic;
    }

    private static long? MeasureLag(string topic)
    {
        long? lag = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "kafka_rider.follow.lag")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
        {
            if (tags.Length > 0 && Equals(tags[0].Value, topic))
            {
                lag = measurement;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return lag;
    }
}
