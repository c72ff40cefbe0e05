using Confluent.Kafka;
using Users.Contracts;

namespace Users.AppHost.Kafka;

/// <summary>Takes records that nobody will read again out of the embedded broker.</summary>
/// <remarks>
/// It looks for what a fetch asks for from the oldest record on, so every record that stays makes every fetch slower. Commands go when
/// they are executed, replies in any case; the events stay.
/// </remarks>
internal sealed class RecordTrimmer : IDisposable
{
    // The group that executes commands. Were it called otherwise, they would merely stay.
    private const string ConsumerGroup = "users";
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _stopping = new();
    // A consumer that joins no group and only asks. The admin client of librdkafka 2.15 ends the process when a broker goes away
    // while it asks for the offsets of a group (confluentinc/librdkafka#3663).
    private readonly IConsumer<Ignore, Ignore> _client;
    private readonly string _prefix;
    private readonly Action<TopicPartitionOffset> _deleteBefore;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private IReadOnlyList<TopicPartitionOffset> _doneWith = [];

    public RecordTrimmer(string bootstrapServers, string prefix, Action<TopicPartitionOffset> deleteBefore, TimeSpan interval)
    {
        var settings = new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = prefix + ConsumerGroup };
        _client = new ConsumerBuilder<Ignore, Ignore>(settings).SetLogHandler((_, _) => { }).Build();
        _prefix = prefix;
        _deleteBefore = deleteBefore;
        _interval = interval;
        _thread = new Thread(Run) { IsBackground = true, Name = "record trimmer" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping.Set();
        _thread.Join();
        _client.Dispose();
        _stopping.Dispose();
    }

    private void Run()
    {
        while (!_stopping.Wait(_interval))
        {
            try
            {
                Trim();
            }
            catch (KafkaException)
            {
                // It is down: another time.
            }
        }
    }

    // What is done with goes one interval later: the copies that the APIs keep may be a little behind.
    private void Trim()
    {
        foreach (var end in _doneWith)
        {
            _deleteBefore(end);
        }

        var executed = _client.Committed(PartitionsOf(Topics.Commands), RequestTimeout).Where(offset => offset.Offset > 0);
        var replied = PartitionsOf(Topics.Replies)
            .TakeWhile(_ => !_stopping.IsSet)
            .Select(partition => new TopicPartitionOffset(partition, _client.QueryWatermarkOffsets(partition, RequestTimeout).High));
        _doneWith = [.. executed, .. replied];
    }

    private IEnumerable<TopicPartition> PartitionsOf(Topic topic) =>
        Enumerable.Range(0, topic.Partitions).Select(number => new TopicPartition(_prefix + topic.Name, number));
}
