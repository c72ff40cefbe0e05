using System.Collections.Concurrent;
using System.Text.Json;
using KafkaRider.Internal;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Following;

/// <summary>Is the client that reads two topics: one that something happens to, and one that must not notice.</summary>
internal sealed class SharedClient : IAsyncDisposable
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(20);

    private readonly RiderMetrics _metrics = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _troublesOfOther = [];
    private readonly KafkaProducer _producer;
    private readonly TopicWatch _watch;
    private readonly FollowingLoop _loop;
    private readonly List<Task> _tasks;

    private SharedClient(KafkaOptions options, FollowedPlace troubled, FollowedPlace other)
    {
        var time = TimeProvider.System;
        _producer = new(KafkaClientConfiguration.Producer(options), time, NullLogger<KafkaProducer>.Instance);
        _watch = new(_producer, [troubled.Topic, other.Topic], time, NullLogger<TopicWatch>.Instance);
        var offsets = new FollowOffsets(_producer, Confluent.Kafka.IsolationLevel.ReadCommitted);
        (Troubled, Other) = (CreateReader(troubled), CreateReader(other));
        _loop = new(KafkaClientConfiguration.Follower(options), [Troubled, Other], time, NullLogger<FollowingLoop>.Instance);
        _tasks = [WatchTopicsAsync(), WatchOtherAsync()];

        TopicReader CreateReader(FollowedPlace place) => new(
            place.Topic, _watch, new([place.Follower]), offsets, 1_000_000, new(JsonSerializerOptions.Web), _metrics, time, NullLogger<TopicReader>.Instance);
    }

    public TopicReader Troubled { get; }

    public TopicReader Other { get; }

    /// <summary>Gets what the reader of the other topic said that is not ready, after it was for the first time.</summary>
    public IReadOnlyCollection<string> TroublesOfOther => _troublesOfOther;

    public static SharedClient Start(KafkaOptions options, FollowedPlace troubled, FollowedPlace other)
    {
        var client = new SharedClient(options, troubled, other);
        client._loop.Start();
        return client;
    }

    public Task UntilTroubledSaysAsync(string text) =>
        Eventually.TrueAsync(() => Troubled.Status.Description.Contains(text, StringComparison.Ordinal));

    public Task UntilReadyAsync() => Eventually.TrueAsync(() => Troubled.Status.IsReady && Other.Status.IsReady);

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync();
        await _ending.CancelAsync();
        await Task.WhenAll(_tasks);
        await _producer.DisposeAsync();
        _metrics.Dispose();
        _ending.Dispose();
    }

    private async Task WatchTopicsAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            await _watch.LookAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(200), _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchOtherAsync()
    {
        await Other.Ready;
        while (!_ending.IsCancellationRequested)
        {
            if (Other.Status is { IsReady: false } status)
            {
                _troublesOfOther.Enqueue(status.Description);
            }

            await Task.Delay(SampleInterval, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
