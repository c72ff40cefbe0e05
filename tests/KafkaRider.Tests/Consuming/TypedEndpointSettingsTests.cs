using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Consuming;

/// <summary>Each setting of a typed endpoint: that it is honoured, or refused.</summary>
public sealed class TypedEndpointSettingsTests(Broker broker)
{
    private readonly TypedEndpoints _endpoints = new(broker);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AutoOffsetReset_Latest_LeavesOutWhatWasBefore()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await _endpoints.WriteAsync(topic, null, "before");
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.AutoOffsetReset = AutoOffsetReset.Latest);

        // Until the client has asked where the end is, what is written may be before it.
        await Eventually.TrueAsync(async () =>
        {
            await _endpoints.WriteAsync(topic, null, "after");
            return !_endpoints.Heard.IsEmpty;
        });

        Assert.DoesNotContain("before", _endpoints.Texts);
    }

    [Fact]
    public async Task Offset_IsSet_BeginsThere()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await _endpoints.WriteAsync(topic, null, "0", "1", "2");
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.Offset = 2);

        await _endpoints.WaitForAsync(1);

        Assert.Equal("2", _endpoints.Texts.First());
    }

    [Fact]
    public async Task CheckpointMessageCount_IsReached_CommitsBeforeTheInterval()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint =>
        {
            endpoint.CheckpointInterval = TimeSpan.FromMinutes(1);
            endpoint.CheckpointMessageCount = 3;
        });

        await _endpoints.WriteAsync(topic, null, "0", "1");
        await _endpoints.WaitForAsync(2);
        Assert.Equal(-1, broker.GetCommitted(TypedEndpoints.GroupOf(topic), topic));

        await _endpoints.WriteAsync(topic, null, "2");
        var started = DateTime.UtcNow;
        await broker.WaitForCommitAsync(TypedEndpoints.GroupOf(topic), topic, 3);
        Assert.InRange(DateTime.UtcNow - started, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task ConcurrentMessageLimit_NotSet_OneAfterAnotherInTheOrderOfTheLog()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var (running, most) = (0, 0);
        var texts = Enumerable.Range(0, 20).Select(i => $"{i}").ToArray();
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, _ => { }, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        foreach (var text in texts)
        {
            await _endpoints.WriteAsync(topic, $"key {int.Parse(text, null) % 3}", text);
        }

        await _endpoints.WaitForAsync(texts.Length);
        Assert.Equal(texts, _endpoints.Texts);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task ConcurrentMessageLimit_IsSet_SoManyKeysAtATime()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var (running, full, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.ConcurrentMessageLimit = 3, async _ =>
        {
            if (Interlocked.Increment(ref running) == 3)
            {
                full.TrySetResult();
            }

            await release.Task;
        });
        for (var i = 0; i < 5; i++)
        {
            await _endpoints.WriteAsync(topic, $"key {i}", $"{i}");
        }

        await full.Task.WaitAsync(Cancellation);
        Assert.Equal(3, _endpoints.Heard.Count);
        release.SetResult();
        await _endpoints.WaitForAsync(5);
    }

    [Fact]
    public async Task ConcurrentDeliveryLimit_IsSet_SoManyOfAKeyAtATimeInOrder()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var (running, full, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.ConcurrentDeliveryLimit = 4, async _ =>
        {
            if (Interlocked.Increment(ref running) == 4)
            {
                full.TrySetResult();
            }

            await release.Task;
        });

        await _endpoints.WriteAsync(topic, "one key", "0", "1", "2", "3", "4");

        await full.Task.WaitAsync(Cancellation);
        Assert.Equal(["0", "1", "2", "3"], _endpoints.Texts);
        release.SetResult();
        await _endpoints.WaitForAsync(5);
    }

    [Fact]
    public async Task MessageLimit_IsReached_ReadsNoFurther()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var release = new TaskCompletionSource();
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic,
            endpoint =>
            {
                endpoint.MessageLimit = 2;
                endpoint.ConcurrentMessageLimit = 10;
            },
            _ => release.Task);

        await _endpoints.WriteAsync(topic, null, "0", "1", "2", "3");

        await Eventually.TrueAsync(() => peer.Bus.CheckHealth().Endpoints.Values.Any(
            endpoint => endpoint.Description?.Contains("holds up its partition", StringComparison.Ordinal) == true));
        Assert.Equal(2, _endpoints.Heard.Count);
        release.SetResult();
        await _endpoints.WaitForAsync(4);
    }

    [Fact]
    public async Task PrefetchCount_IsReached_BeginsNoMore()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var release = new TaskCompletionSource();
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic,
            endpoint =>
            {
                endpoint.PrefetchCount = 2;
                endpoint.ConcurrentMessageLimit = 10;
                endpoint.CheckpointInterval = TimeSpan.FromMilliseconds(10);
            },
            _ => release.Task);

        await _endpoints.WriteAsync(topic, null, "0", "1", "2", "3");
        await _endpoints.WaitForAsync(2);

        Assert.Equal(2, _endpoints.Heard.Count);
        release.SetResult();
        await _endpoints.WaitForAsync(4);
    }

    [Fact]
    public async Task ConcurrentConsumerLimitAndGroupInstanceId_AreMembersOfTheirNames()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker tells nobody who is in a group.");
        var topic = await broker.CreateTopicAsync("typed", 4);
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint =>
        {
            endpoint.ConcurrentConsumerLimit = 2;
            endpoint.GroupInstanceId = "member";
        });
        using var admin = broker.Topics.CreateClient();

        await Eventually.TrueAsync(async () =>
        {
            var described = await admin.DescribeConsumerGroupsAsync([TypedEndpoints.GroupOf(topic)]);
            return described.ConsumerGroupDescriptions.Single().Members.Select(member => member.GroupInstanceId).Order().SequenceEqual(["member01", "member02"]);
        });
    }

    [Fact]
    public async Task Handlers_OfTheClient_HearOfCommitsAndStatistics()
    {
        var topic = await broker.CreateTopicAsync("typed", 1);
        var (committed, statistics) = (new TaskCompletionSource<CommittedOffsets>(), new TaskCompletionSource<string>());
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic,
            endpoint =>
            {
                endpoint.SetOffsetsCommittedHandler(offsets =>
                {
                    if (offsets.Offsets.Any(offset => offset.Offset == 1))
                    {
                        committed.TrySetResult(offsets);
                    }
                });
                endpoint.SetStatisticsHandler(json => statistics.TrySetResult(json));
            },
            rider: kafka => kafka.StatisticsInterval = TimeSpan.FromMilliseconds(200));

        await _endpoints.WriteAsync(topic, null, "x");

        Assert.Equal(topic, (await committed.Task.WaitAsync(Cancellation)).Offsets.First().Topic);
        using var told = JsonDocument.Parse(await statistics.Task.WaitAsync(Cancellation));
        Assert.Equal("consumer", told.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task ConfigureFetch_MoreBytesThanThereAre_TheBrokerWaitsAsLongAsItMay()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker answers when it likes.");
        var topic = await broker.CreateTopicAsync("typed", 1);
        await using var peer = await _endpoints.StartAsync<Ignore>(topic, endpoint => endpoint.ConfigureFetch(fetch =>
        {
            fetch.MinBytes = 1_000_000;
            fetch.WaitMaxInterval = TimeSpan.FromSeconds(3);
        }));

        // The first ends a fetch, and the next one begins with it.
        await _endpoints.WriteAsync(topic, null, "0");
        await _endpoints.WaitForAsync(1);
        var started = Stopwatch.GetTimestamp();
        await _endpoints.WriteAsync(topic, null, "1");
        await _endpoints.WaitForAsync(2);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task CreateIfMissing_MakesTheTopicBeforeTheBusHasStarted()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody make topics.");
        var topic = $"made-{Guid.NewGuid():N}";
        await using var peer = await _endpoints.StartAsync<Ignore>(
            topic,
            endpoint => endpoint.CreateIfMissing(options =>
            {
                options.NumPartitions = 3;
                options.ReplicationFactor = 1;
            }),
            untilHealthy: false);

        Assert.Equal(3, broker.Topics.CountPartitions(topic));
    }

    [Theory]
    [InlineData("enable.auto.offset.store")]
    [InlineData("enable.partition.eof")]
    [InlineData("enable.auto.commit")]
    [InlineData("auto.commit.interval.ms")]
    [InlineData("session.timeout.ms")]
    public async Task Setting_BreaksWhatAnOffsetMeans_IsRefusedAtStart(string setting)
    {
        var config = new ConsumerConfig { GroupId = "group" };
        config.Set(setting, setting.EndsWith("ms", StringComparison.Ordinal) ? "0" : "true");

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => _endpoints.StartAsync<Ignore>("anywhere", _ => { }, config: config, untilHealthy: false));

        Assert.Contains(setting, refusal.ToString(), StringComparison.Ordinal);
    }
}
