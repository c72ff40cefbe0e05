using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.RequestReply;

/// <summary>Replies that are there, or might be, and are not fetched.</summary>
public sealed class FetchWatchTests : IAsyncDisposable
{
    private const string TopicName = "replies";
    private const short Fetch = 1;
    private const int Leader = 2;

    private readonly EmbeddedBroker _kafka = EmbeddedBroker.Start(brokers: 2).CreateTopic(TopicName);
    private readonly ManualTime _time = new();
    private readonly EventLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly RiderMetrics _metrics = new();
    private readonly PendingRequests _pending;
    private readonly KafkaProducer _producer;
    private readonly ReplyConsumer _replies;

    public FetchWatchTests()
    {
        _kafka.SetLeader(TopicName, 0, Leader);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var options = new KafkaOptions { BootstrapServers = _kafka.BootstrapServers };
        options.Consumer["fetch.wait.max.ms"] = "5";
        _pending = new(10, TimeProvider.System, _metrics);
        _producer = new(KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        var watch = new TopicWatch(_producer, [TopicName], TimeProvider.System, NullLogger<TopicWatch>.Instance);
        watch.Note(TopicName, new("id", 1, []));
        _replies = new(
            KafkaClientConfiguration.Reader(options, TopicName), new() { ReplyTopic = TopicName }, watch, _pending, _metrics, _time,
            new Logger<ReplyConsumer>(_loggers));
    }

    [Fact]
    public async Task ReplyConsumer_FetchesAreRefused_IsNotReadyUntilTheyAreNot()
    {
        await StartAsync();

        _kafka.Refuse(Fetch, ErrorCode.NotLeaderForPartition, requests: 60);
        await WriteAsync();
        await UntilAsync(() => !_replies.Status.IsReady);
        var (reason, address) = (_replies.Status.Description, _replies.ResponseAddress);
        await UntilAsync(() => _replies.Status.IsReady);

        Assert.Equal("partition 0 of replies has records up to offset 1, but from 0 on none is fetched", reason);
        Assert.Null(address);
        Assert.NotNull(_replies.ResponseAddress);
    }

    [Fact]
    public async Task ReplyConsumer_BrokerOfThePartitionHangs_IsNotReadyUntilItAnswers()
    {
        await StartAsync();

        _kafka.DelayAnswers(TimeSpan.FromMinutes(1), Leader);
        await UntilAsync(() => !_replies.Status.IsReady);
        var reason = _replies.Status.Description;
        _kafka.DelayAnswers(TimeSpan.Zero, Leader);
        await UntilAsync(() => _replies.Status.IsReady);

        Assert.Contains("the broker of partition 0 of replies does not answer", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplyConsumer_NothingIsFetchedForLong_GoesOnWithAnotherClientWhereItWas()
    {
        var atBeginnings = new ConcurrentQueue<Uri?>();
        _log.OnLogged = name =>
        {
            if (name == "ReplyPartitionAssigned")
            {
                atBeginnings.Enqueue(_replies!.ResponseAddress);
            }
        };
        await StartAsync();
        var address = _replies.ResponseAddress;

        _kafka.Refuse(Fetch, ErrorCode.NotLeaderForPartition, requests: 60);
        await WriteAsync();
        await UntilAsync(() => atBeginnings.Count >= 2);
        await UntilAsync(() => _replies.Status.IsReady);

        Assert.Contains("ReplyConsumerRenewed", _log.Names);
        Assert.Equal(address, _replies.ResponseAddress);

        // The other client has to show first that it can fetch.
        Assert.Equal(address, atBeginnings.First());
        Assert.All(atBeginnings.Skip(1), Assert.Null);
    }

    public async ValueTask DisposeAsync()
    {
        await _replies.StopAsync();
        await _producer.DisposeAsync();
        _pending.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
        await _kafka.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _replies.Start();
        await UntilAsync(() => _replies.Status.IsReady);
    }

    private async Task WriteAsync()
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers }).Build();
        await producer.ProduceAsync(TopicName, new() { Value = "{}" }, TestContext.Current.CancellationToken);
    }

    // Time passes only while somebody waits for it.
    private Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(500));
        return condition();
    });
}
