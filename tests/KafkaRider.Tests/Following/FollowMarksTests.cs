using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Following;

public sealed class FollowMarksTests(Broker broker)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task CheckedMarks_TopicHoldsThem_IsToldSoAndGoesOn()
    {
        await using var topic = await CreateAsync("a", "b", "c");
        var before = new RecordingFollower();
        await topic.FollowAsync(before);
        var marks = LastOf(before);
        await topic.WriteAsync(0, "d");
        await topic.WriteAsync(2, "e");

        var after = Resume(marks);
        await topic.FollowAsync(after);

        Assert.Equal([0, 1], marks.Select(mark => mark.Partition).Order());
        Assert.True(after.IsSameTopic);
        Assert.Equal(["d", "e"], after.Values.Order());
    }

    [Fact]
    public async Task CheckedMarks_NoMarks_IsNotTold()
    {
        await using var topic = await CreateAsync("a");
        var follower = new RecordingFollower();

        await topic.FollowAsync(follower);

        Assert.Null(follower.IsSameTopic);
    }

    [Theory]
    // The last one is another: by its body, or by its time alone.
    [InlineData(0, "a", "b", "x")]
    [InlineData(1, "a", "b", "c")]
    // It lost its end.
    [InlineData(0, "a", "b")]
    [InlineData(0)]
    // Something was put before.
    [InlineData(0, "a", "a", "b", "c")]
    public async Task CheckedMarks_AnotherTopic_IsToldSo(int hours, params string[] values)
    {
        await using var first = await CreateAsync("a", "b", "c");
        await using var second = await CreateAsync(Noon.AddHours(hours), values);
        var before = new RecordingFollower();
        await first.FollowAsync(before);

        var after = new RecordingFollower { Marks = LastOf(before) };
        await second.FollowAsync(after);

        Assert.False(after.IsSameTopic);
        Assert.Equal(values, after.Values.Order());
    }

    [Fact]
    public async Task CheckedMarks_OnePartitionHasGone_IsToldSo()
    {
        await using var topic = await CreateAsync("a", "b", "c");
        var before = new RecordingFollower();
        await topic.FollowAsync(before);
        var marks = LastOf(before);

        var after = new RecordingFollower { Marks = [.. marks, marks[0] with { Partition = FollowedTopic.Partitions }] };
        await topic.FollowAsync(after);

        Assert.False(after.IsSameTopic);
    }

    [Fact]
    public async Task CreateMark_SameRecord_IsTheSameForEveryone()
    {
        await using var topic = await FollowedTopic.CreateAsync(broker);
        await topic.WriteAsync(1, """{"text":"a"}""", typeof(Noted), Noon, Guid.NewGuid());
        await topic.WriteAsync(1, """{"text":"a"}""", typeof(Noted), Noon, Guid.NewGuid());
        RecordingFollower[] followers = [new(), new()];

        await Task.WhenAll(followers.Select(follower => topic.FollowAsync(follower)));

        var marks = followers.Select(follower => follower.Records.Select(record => record.CreateMark()).ToList()).ToList();
        Assert.Equal(marks[0], marks[1]);
        Assert.NotEqual(marks[0][0].Fingerprint, marks[0][1].Fingerprint);
        Assert.Equal((1, 1), (marks[0][1].Partition, marks[0][1].Offset));
    }

    private static RecordingFollower Resume(List<FollowMark> marks) =>
        new(partition => marks.Find(mark => mark.Partition == partition) is { Fingerprint: not null } mark
            ? FollowStart.At(mark.Offset + 1)
            : FollowStart.Beginning)
        { Marks = marks };

    private static List<FollowMark> LastOf(RecordingFollower follower) =>
        [.. follower.Records.GroupBy(record => record.Partition).Select(partition => partition.Last().CreateMark())];

    private Task<FollowedTopic> CreateAsync(params string[] values) => CreateAsync(Noon, values);

    // The first value in a partition of its own.
    private async Task<FollowedTopic> CreateAsync(DateTimeOffset time, params string[] values)
    {
        var topic = await FollowedTopic.CreateAsync(broker);
        for (var number = 0; number < values.Length; number++)
        {
            await topic.WriteAsync(number == 0 ? 1 : 0, values[number], time: time);
        }

        return topic;
    }
}
