using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.AppHost.Kafka;
using Users.Contracts;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Reads along everything that goes through the topics, from the moment when it is created.</summary>
public sealed class TopicRecorder : IAsyncDisposable
{
    private const string ConsumerGroup = "users";
    private static readonly Topic[] All = [Topics.Commands, Topics.Events, Topics.Replies, Topics.DeadLetters];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<CommandRecord> _commands = [];
    private readonly List<OutcomeRecord> _events = [];
    private readonly List<OutcomeRecord> _replies = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly Dictionary<TopicPartition, long> _positions;
    private readonly KafkaServer _kafka;
    private readonly Task _reading;

    private TopicRecorder(KafkaServer kafka, Dictionary<TopicPartition, long> ends)
    {
        _kafka = kafka;
        _positions = ends;
        var start = ends.Select(end => new TopicPartitionOffset(end.Key, end.Value)).ToList();
        _reading = Task.Factory.StartNew(() => Record(start), TaskCreationOptions.LongRunning);
    }

    public static async Task<TopicRecorder> StartAsync(KafkaServer kafka)
    {
        ArgumentNullException.ThrowIfNull(kafka);

        return new TopicRecorder(kafka, await GetEndsAsync(kafka));
    }

    /// <summary>Waits until everything has been read that was there when this was called.</summary>
    public async Task CatchUpAsync()
    {
        var ends = await GetEndsAsync(_kafka);
        await Wait.UntilAsync(
            () =>
            {
                lock (_gate)
                {
                    return ends.All(end => _positions[end.Key] >= end.Value);
                }
            },
            "the topics are read to their ends",
            Limit);
    }

    /// <summary>Returns how many commands are not committed yet, by partition.</summary>
    public async Task<IReadOnlyDictionary<int, long>> GetLagAsync()
    {
        var ends = await GetEndsAsync(_kafka);
        var committed = new List<TopicPartitionOffset>();
        await Wait.UntilAsync(TryAsync, "what is committed is known", Limit);

        return committed.ToDictionary(
            partition => partition.Partition.Value, partition => ends[partition.TopicPartition] - Math.Max(0, partition.Offset.Value));

        async Task<bool> TryAsync()
        {
            try
            {
                committed = await Task.Run(() => ReadCommitted(_kafka));

                return true;
            }
            catch (KafkaException)
            {
                return false;
            }
        }
    }

    public TopicRecords Read()
    {
        lock (_gate)
        {
            return new TopicRecords([.. _commands], [.. _events], [.. _replies], [.. _deadLetters]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        _stopping.Dispose();
    }

    // A partition that has just been created, or has lost its leader, has no end for a while.
    private static async Task<Dictionary<TopicPartition, long>> GetEndsAsync(KafkaServer kafka)
    {
        var specs = All.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(number =>
            new TopicPartitionOffsetSpec { TopicPartition = new(topic.Name, number), OffsetSpec = OffsetSpec.Latest() })).ToList();
        var ends = new Dictionary<TopicPartition, long>();
        await Wait.UntilAsync(TryAsync, "the ends of the topics are known", Limit);

        return ends;

        async Task<bool> TryAsync()
        {
            try
            {
                // A client of its own: one that has seen a broker go may take a minute to ask its successor.
                using var admin = CreateAdmin(kafka);
                var result = await admin.ListOffsetsAsync(specs, new() { RequestTimeout = RequestTimeout });
                ends = result.ResultInfos.ToDictionary(
                    info => info.TopicPartitionOffsetError.TopicPartition, info => info.TopicPartitionOffsetError.Offset.Value);

                return true;
            }
            catch (KafkaException)
            {
                return false;
            }
        }
    }

    // Not by an admin client: of a request to a coordinator whose time has run out, librdkafka frees the state twice when the answer comes after
    // all, and aborts the process. This one does not subscribe, and so is no member.
    private static List<TopicPartitionOffset> ReadCommitted(KafkaServer kafka)
    {
        var config = new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = ConsumerGroup, EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).Build();

        return consumer.Committed(
            Enumerable.Range(0, Topics.Commands.Partitions).Select(number => new TopicPartition(Topics.Commands.Name, number)), RequestTimeout);
    }

    private void Record(List<TopicPartitionOffset> start)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _kafka.BootstrapServers,
            GroupId = "recorder",
            EnableAutoCommit = false,
            SocketTimeoutMs = 6000,
            ReconnectBackoffMaxMs = 500,
            // The embedded broker does not wake a fetch that waits when a record arrives.
            FetchWaitMaxMs = _kafka is EmbeddedKafka ? 5 : 500,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(start);

        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } record)
                {
                    Add(record);
                }
            }
            catch (ConsumeException)
            {
                // A broker is away; the client goes on where it was.
            }
        }
    }

    private void Add(ConsumeResult<byte[], byte[]> record)
    {
        lock (_gate)
        {
            _positions[record.TopicPartition] = record.Offset + 1;

            if (record.Topic == Topics.Commands.Name)
            {
                _commands.Add(RecordReader.ReadCommand(record));
            }
            else if (record.Topic == Topics.DeadLetters.Name)
            {
                _deadLetters.Add(RecordReader.ReadDeadLetter(record));
            }
            else
            {
                (record.Topic == Topics.Events.Name ? _events : _replies).Add(RecordReader.ReadOutcome(record));
            }
        }
    }

    private static IAdminClient CreateAdmin(KafkaServer kafka) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build();
}
