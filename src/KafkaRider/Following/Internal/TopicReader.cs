using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Reads all partitions of a topic for a follower, without a consumer group, on a thread of its own.</summary>
/// <remarks>After a failure it goes on where it was. It is ready as soon as it has caught up once.</remarks>
internal sealed partial class TopicReader : IEndpointSource, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConsumerConfig _config;
    private readonly ITopicFollower _follower;
    private readonly KafkaJsonSerializer _serializer;
    private readonly RiderMetrics _metrics;
    private readonly ILogger _logger;
    private readonly BootstrapRecovery _recovery;
    private readonly Dictionary<TopicPartition, PartitionProgress> _partitions = [];
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyCollection<FollowMark>? _marks;
    private long _count;
    private long _lag = -1;
    private bool _started;
    private bool _caughtUp;

    public TopicReader(
        ConsumerConfig config, string topic, ITopicFollower follower, KafkaJsonSerializer serializer, RiderMetrics metrics, ILogger<TopicReader> logger)
    {
        _config = config;
        _follower = follower;
        _serializer = serializer;
        _metrics = metrics;
        _logger = logger;
        _recovery = new(config.BootstrapServers, TimeProvider.System);
        Topic = topic;
        Status = EndpointStatus.NotReady("not connected yet");
    }

    public string Topic { get; }

    public EndpointStatus Status { get; private set; }

    /// <summary>Gets how many records are in the topic that the follower has not got, or <see langword="null"/> while that is not known.</summary>
    public long? Lag => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;

    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = $"kafka {Topic}" }.Start();
    }

    public Task StopAsync()
    {
        _stopping.Set();
        return _started ? _stopped.Task : Task.CompletedTask;
    }

    public void Dispose() => _stopping.Dispose();

    private void Run()
    {
        var started = Stopwatch.GetTimestamp();
        while (!_stopping.IsSet)
        {
            try
            {
                using var consumer = new ConsumerBuilder<byte[], byte[]>(_config)
                    .SetLogHandler((_, message) => KafkaClientLog.Write(_logger, message))
                    .SetErrorHandler((_, error) => _recovery.OnError(error))
                    .Build();
                Assign(consumer);
                Poll(consumer, started);
                consumer.Unassign();
            }
            catch (Exception exception) when (exception is KafkaException or InvalidOperationException)
            {
                Status = EndpointStatus.NotReady($"the consumer failed and starts again: {exception.Message}", exception);
                LogRestart(Topic, exception.Message);
                _stopping.Wait(RestartDelay);
            }
        }

        Status = EndpointStatus.NotReady("stopped");
        _stopped.TrySetResult();
    }

    private void Assign(IConsumer<byte[], byte[]> consumer)
    {
        var partitions = FollowOffsets.GetPartitions(consumer, Topic, RequestTimeout);
        CheckMarks(consumer, partitions);

        var added = partitions.Where(partition => !_partitions.ContainsKey(partition));
        foreach (var (partition, start, end) in FollowOffsets.Find(consumer, added, _follower.GetStart, RequestTimeout))
        {
            _partitions[partition] = new(start, end);
        }

        consumer.Assign(_partitions.Select(pair => new TopicPartitionOffset(pair.Key, pair.Value.Position)));
        Status = _caughtUp ? Following() : EndpointStatus.NotReady("is catching up");
    }

    private void CheckMarks(IConsumer<byte[], byte[]> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        _marks ??= _follower.GetMarks();
        if (_marks.Count > 0)
        {
            _follower.CheckedMarks(FollowMarks.AreIn(consumer, partitions, _marks, RequestTimeout));
            _marks = [];
        }
    }

    private void Poll(IConsumer<byte[], byte[]> consumer, long started)
    {
        var measured = 0L;
        while (!_stopping.IsSet)
        {
            if (consumer.Consume(PollInterval) is { } result)
            {
                Take(result);
            }

            if (Stopwatch.GetElapsedTime(measured) >= PollInterval)
            {
                measured = Stopwatch.GetTimestamp();
                Measure(consumer);
                NoteCaughtUp(started);
                _recovery.Serve(consumer);
            }
        }
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        if (!result.IsPartitionEOF)
        {
            _count++;
            Receive(result);
        }

        // The end of a partition may lie behind records that are never shown, such as the marks of transactions.
        _partitions[result.TopicPartition].Position = result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1;
    }

    private void Receive(ConsumeResult<byte[], byte[]> result)
    {
        try
        {
            _follower.Receive(new(result, _serializer));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with this one, the others must come.
            _metrics.Skipped(Topic);
            LogSkipped(Topic, result.Partition.Value, result.Offset.Value, exception.Message);
        }
    }

    private void Measure(IConsumer<byte[], byte[]> consumer)
    {
        long lag = 0;
        foreach (var (partition, progress) in _partitions)
        {
            // What the last fetch said; nothing is asked for.
            var end = Math.Max(consumer.GetWatermarkOffsets(partition).High.Value, progress.FirstEnd);
            lag += Math.Max(0, end - progress.Position);
        }

        Interlocked.Exchange(ref _lag, lag);
    }

    private void NoteCaughtUp(long started)
    {
        if (!_caughtUp && _partitions.Values.All(partition => partition.IsCaughtUp))
        {
            _caughtUp = true;
            _follower.CaughtUp();
            Status = Following();
            LogCaughtUp(Topic, _count, Stopwatch.GetElapsedTime(started));
        }
    }

    private static EndpointStatus Following() => EndpointStatus.Ready("has caught up and follows");

    [LoggerMessage(LogLevel.Information, "Caught up with {Topic}: {Count} records in {Elapsed}", EventName = "CaughtUp")]
    private partial void LogCaughtUp(string topic, long count, TimeSpan elapsed);

    [LoggerMessage(LogLevel.Warning, "The record at {Topic}/{Partition}@{Offset} is passed over: {Reason}", EventName = "RecordSkipped")]
    private partial void LogSkipped(string topic, int partition, long offset, string reason);

    [LoggerMessage(LogLevel.Warning, "The consumer of {Topic} failed and starts again: {Reason}", EventName = "TopicReaderRestart")]
    private partial void LogRestart(string topic, string reason);
}
