using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.Contracts;

namespace Users.AppHost.Kafka;

/// <summary>Takes records that nobody will read again out of the embedded broker.</summary>
/// <remarks>
/// It looks for what a fetch asks for from the oldest record on, so every record that stays makes every fetch slower. Commands go once
/// they are executed, replies after a while; the events stay.
/// </remarks>
internal sealed class RecordTrimmer : IAsyncDisposable
{
    // The group that executes commands. Were it called otherwise, they would merely stay.
    private const string ConsumerGroup = "users";

    private readonly CancellationTokenSource _stopping = new();
    private readonly IAdminClient _client;
    private readonly Action<TopicPartitionOffset> _deleteBefore;
    private readonly TimeSpan _interval;
    private readonly Task _running;
    private IReadOnlyList<TopicPartitionOffset> _oldReplies = [];

    public RecordTrimmer(string bootstrapServers, Action<TopicPartitionOffset> deleteBefore, TimeSpan interval)
    {
        _client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
        _deleteBefore = deleteBefore;
        _interval = interval;
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_interval);

        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TrimAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TrimAsync()
    {
        try
        {
            foreach (var executed in await GetExecutedCommandsAsync())
            {
                _deleteBefore(executed);
            }

            foreach (var old in _oldReplies)
            {
                _deleteBefore(old);
            }

            _oldReplies = await GetEndOfRepliesAsync();
        }
        catch (KafkaException)
        {
            // It is down, or nobody has joined the group yet: another time.
        }
    }

    private async Task<IEnumerable<TopicPartitionOffset>> GetExecutedCommandsAsync()
    {
        var group = new ConsumerGroupTopicPartitions(ConsumerGroup, PartitionsOf(Topics.Commands));
        var results = await _client.ListConsumerGroupOffsetsAsync([group]);

        return results.Single().Partitions
            .Where(partition => !partition.Error.IsError && partition.Offset > 0)
            .Select(partition => partition.TopicPartitionOffset);
    }

    private async Task<IReadOnlyList<TopicPartitionOffset>> GetEndOfRepliesAsync()
    {
        var ends = PartitionsOf(Topics.Replies)
            .Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        var result = await _client.ListOffsetsAsync(ends);

        return
        [
            .. result.ResultInfos
                .Select(info => info.TopicPartitionOffsetError)
                .Where(end => !end.Error.IsError && end.Offset > 0)
                .Select(end => end.TopicPartitionOffset),
        ];
    }

    private static List<TopicPartition> PartitionsOf(Topic topic) =>
        [.. Enumerable.Range(0, topic.Partitions).Select(number => new TopicPartition(topic.Name, number))];
}
