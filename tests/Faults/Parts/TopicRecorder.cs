using System.Collections.Concurrent;
using Confluent.Kafka;
using Users.AppHost.Kafka;
using Users.Contracts;
using Users.Faults.Checking;

namespace Users.Faults.Parts;

/// <summary>Reads along everything that goes through the topics, from the moment when it is created.</summary>
public sealed class TopicRecorder : IAsyncDisposable
{
    private const string CommandGroup = "users";
    private static readonly IReadOnlyList<Topic> All = Topics.All;
    private static readonly HashSet<string> OfUsers = [.. Topics.Users.Select(topic => topic.Name)];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<IReadOnlyList<TopicPartition>> _added = [];
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

        var partitions = All.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(number => new TopicPartition(topic.Name, number)));

        return new TopicRecorder(kafka, await TopicOffsets.ReadEndsAsync(kafka, partitions));
    }

    /// <summary>Waits until everything has been read that was there when this was called.</summary>
    public async Task CatchUpAsync()
    {
        var ends = await TopicOffsets.ReadEndsAsync(_kafka, Partitions());
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

    /// <summary>Gets what the topics hold of registrations since the scenario began.</summary>
    public RegistrationLog Registrations { get; } = new();

    /// <summary>Returns how many commands are not committed yet, by partition.</summary>
    public Task<IReadOnlyDictionary<int, long>> GetLagAsync() => GetLagAsync(Topics.Commands, CommandGroup);

    /// <summary>Returns how many records of a topic a group has not committed yet, by partition.</summary>
    public async Task<IReadOnlyDictionary<int, long>> GetLagAsync(Topic topic, string group)
    {
        ArgumentNullException.ThrowIfNull(topic);

        var partitions = Partitions().Where(partition => partition.Topic == topic.Name).ToList();
        var ends = await TopicOffsets.ReadEndsAsync(_kafka, partitions);
        var committed = await TopicOffsets.ReadCommittedAsync(_kafka, group, partitions);

        return partitions.ToDictionary(partition => partition.Partition.Value, partition => ends[partition] - committed[partition]);
    }

    /// <summary>Reads partitions from their beginning: new ones, and those of a topic that was made anew.</summary>
    public async Task BeginAsync(Topic topic, IEnumerable<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(topic);

        var partitions = numbers.Select(number => new TopicPartition(topic.Name, number)).ToList();
        _added.Enqueue(partitions);
        await Wait.UntilAsync(() => !_added.Contains(partitions), "the recorder reads the new partitions", Limit);
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
            AssignAdded(consumer);

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

    private void AssignAdded(IConsumer<byte[], byte[]> consumer)
    {
        while (_added.TryPeek(out var partitions))
        {
            consumer.IncrementalUnassign(partitions.Intersect(consumer.Assignment).ToList());
            consumer.IncrementalAssign(partitions.Select(partition => new TopicPartitionOffset(partition, 0)));

            lock (_gate)
            {
                partitions.ToList().ForEach(partition => _positions[partition] = 0);
            }

            _added.TryDequeue(out _);
        }
    }

    private List<TopicPartition> Partitions()
    {
        lock (_gate)
        {
            return [.. _positions.Keys];
        }
    }

    private void Add(ConsumeResult<byte[], byte[]> record)
    {
        lock (_gate)
        {
            _positions[record.TopicPartition] = record.Offset + 1;
            Registrations.Add(record);

            if (!OfUsers.Contains(record.Topic))
            {
                return;
            }

            if (record.Topic == Topics.Commands.Name)
            {
                _commands.Add(RecordReader.ReadCommand(record));
            }
            else if (record.Topic == Topics.DeadLetters.Name)
            {
                _deadLetters.Add(RecordReader.ReadDeadLetter(record));
            }
            else if (RecordReader.ReadOutcome(record) is { IsOfQuery: false } outcome)
            {
                (record.Topic == Topics.Replies.Name ? _replies : _events).Add(outcome);
            }
        }
    }
}
