using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Following;

/// <summary>Topics that several followers of one process follow.</summary>
public sealed class SharedTopicTests(Broker broker)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Follow_Several_AllGetEverythingFromOneReader()
    {
        await using var topic = await CreateAsync(count: 4);
        RecordingFollower[] followers = [new(_ => FollowStart.At(3)), new(_ => FollowStart.At(1))];

        await using var peer = await StartAsync(topic, followers);
        await topic.WriteAsync(1, "new");
        await Eventually.TrueAsync(() => followers.All(follower => follower.Values.Contains("new")));

        Assert.All(followers, follower => Assert.Equal(["1", "2", "3", "new"], follower.Values.Order()));
        Assert.All(followers, follower => Assert.Equal(3, follower.CountAtCatchUp));
        Assert.Single(followers.SelectMany(follower => follower.Threads).Distinct());
        Assert.Single(peer.Bus.CheckHealth().Endpoints.Keys, name => name.Contains(topic.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follow_OneRefusesARecord_TheOthersGetItAndItIsCountedOnce()
    {
        await using var topic = await CreateAsync(count: 2);
        using var skipped = new CounterWatch("kafka_rider.follow.skipped", "topic", topic.Name);
        var refusing = new RecordingFollower(receive: _ => throw new InvalidRecordException("no"));
        RecordingFollower[] others = [new(), new()];

        await using var peer = await StartAsync(topic, [others[0], refusing, others[1]]);

        Assert.All(others, follower => Assert.Equal(["0", "1"], follower.Values));
        Assert.Equal(2, skipped.Count);
    }

    [Fact]
    public async Task CheckedMarks_EachIsToldOfItsOwn()
    {
        await using var topic = await CreateAsync(count: 3);
        var before = new RecordingFollower();
        await topic.FollowAsync(before);
        var marks = before.Records.Select(record => record.CreateMark()).ToList();
        RecordingFollower[] followers =
        [
            new() { Marks = [marks[2]] },
            new() { Marks = [marks[1] with { Fingerprint = "another" }] },
            new() { Marks = [marks[0]] },
            new(),
        ];

        await using var peer = await StartAsync(topic, followers);

        Assert.Equal([true, false, true, null], followers.Select(follower => follower.IsSameTopic));
    }

    [Fact]
    public void Earlier_OfTwoStarts_LeavesNothingOut()
    {
        Assert.Equal(FollowStart.Beginning, FollowStart.Earlier(FollowStart.At(3), FollowStart.Beginning));
        Assert.Equal(FollowStart.At(3), FollowStart.Earlier(FollowStart.At(5), FollowStart.At(3)));
        Assert.Equal(FollowStart.At(3).OrSince(Noon, 7), FollowStart.Earlier(FollowStart.At(3), FollowStart.Since(Noon, 7)));
        Assert.Equal(FollowStart.Since(Noon, 9), FollowStart.Earlier(FollowStart.Since(Noon, 7), FollowStart.Since(Noon.AddHours(1), 9)));
        Assert.Equal(FollowStart.Since(Noon), FollowStart.Earlier(FollowStart.Since(Noon.AddHours(1), 9), FollowStart.Since(Noon)));
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

    // The first is added to the services, the others where the rider is configured.
    private Task<Peer> StartAsync(FollowedTopic topic, RecordingFollower[] followers) => Peer.StartAsync(
        _ => { },
        (_, kafka) =>
        {
            kafka.Host(broker.CreateOptions());

            foreach (var follower in followers.Skip(1))
            {
                kafka.Follow(topic.Name, follower);
            }
        },
        services: services => services.AddTopicFollower(topic.Name, _ => followers[0]));
}
