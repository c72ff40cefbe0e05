using System.Runtime.CompilerServices;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider;

/// <summary>Sends dead letters to the topics they came from once more, after whatever made them fail was put right.</summary>
/// <remarks>
/// What was sent is remembered by the consumer group <c>{dead-letter topic}.replay</c>, so each letter is replayed once; one that fails
/// again becomes a new dead letter. After a crash the last few may be sent twice.
/// </remarks>
public static class DeadLetterReplay
{
    private const string FaultPrefix = "MT-Fault-";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Replays what is in a dead-letter topic now and was not replayed before.</summary>
    /// <param name="options">How to reach Kafka.</param>
    /// <param name="deadLetterTopic">The topic, without <see cref="KafkaOptions.Prefix"/>.</param>
    /// <param name="dryRun">Whether to only report, and neither send nor remember anything.</param>
    /// <param name="cancellationToken">Stops after the letter at hand.</param>
    /// <returns>Each letter, after it was sent, or with <paramref name="dryRun"/> would be. Whoever stops reading stops the replay.</returns>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    /// <exception cref="KafkaException">The brokers do not answer, do not know the topic, or did not take a record.</exception>
    public static IAsyncEnumerable<ReplayedDeadLetter> RunAsync(
        KafkaOptions options, string deadLetterTopic, bool dryRun, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(deadLetterTopic);

        return ReplayAllAsync(options, deadLetterTopic, dryRun, cancellationToken);
    }

    private static async IAsyncEnumerable<ReplayedDeadLetter> ReplayAllAsync(
        KafkaOptions options, string deadLetterTopic, bool dryRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LibrdkafkaResolver.Load();
        KafkaClientConfiguration.Check(options);
        deadLetterTopic = options.Prefix + deadLetterTopic;
        var config = KafkaClientConfiguration.Consumer(options, $"{deadLetterTopic}.replay");
        config.EnablePartitionEof = true;
        // What goes wrong is thrown; the client would say it hundreds of times besides.
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        await using var producer = new KafkaProducer(KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);

        foreach (var (start, end) in FindWaiting(consumer, deadLetterTopic))
        {
            consumer.Assign(start);
            while (consumer.Position(start.TopicPartition) is var position && (position == Offset.Unset || position < end))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (consumer.Consume(PollInterval) is { } letter)
                {
                    // What is left up to there is no letter, or is not to be seen yet, as its transaction is open.
                    if (letter.IsPartitionEOF)
                    {
                        break;
                    }

                    var replayed = Read(letter);

                    if (!dryRun)
                    {
                        replayed = await SendAsync(letter, replayed, producer).ConfigureAwait(false);
                        consumer.Commit(letter);
                    }

                    yield return replayed;
                }
            }
        }
    }

    private static List<(TopicPartitionOffset Start, Offset End)> FindWaiting(IConsumer<byte[], byte[]> consumer, string topic)
    {
        using var client = new DependentAdminClientBuilder(consumer.Handle).Build();
        var metadata = client.GetMetadata(topic, Timeout).Topics.Single();
        if (metadata.Error.IsError)
        {
            throw new KafkaException(metadata.Error);
        }

        var partitions = metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId));
        var waiting = new List<(TopicPartitionOffset, Offset)>();
        foreach (var committed in consumer.Committed(partitions, Timeout))
        {
            var known = consumer.QueryWatermarkOffsets(committed.TopicPartition, Timeout);
            var start = committed.Offset.Value < known.Low.Value ? known.Low : committed.Offset;
            if (start.Value < known.High.Value)
            {
                waiting.Add((new(committed.TopicPartition, start), known.High));
            }
        }

        return waiting;
    }

    private static ReplayedDeadLetter Read(ConsumeResult<byte[], byte[]> letter)
    {
        var headers = letter.Message.Headers;
        var topic = headers.GetText($"{FaultPrefix}Topic");

        return new(letter.Topic, letter.Partition.Value, letter.Offset.Value)
        {
            OriginalTopic = topic,
            OriginalPartition = headers.GetText($"{FaultPrefix}Partition"),
            OriginalOffset = headers.GetText($"{FaultPrefix}Offset"),
            Reason = headers.GetText(MessageHeaders.FaultMessage),
            LeftBecause = topic is null ? "it does not say where it came from"
                : headers.GetText(DeadLetters.ValueOmitted) is not null ? "it was too large to be kept"
                : null,
        };
    }

    private static async Task<ReplayedDeadLetter> SendAsync(ConsumeResult<byte[], byte[]> letter, ReplayedDeadLetter replayed, KafkaProducer producer)
    {
        if (!replayed.IsSent)
        {
            return replayed;
        }

        var original = new Headers();
        foreach (var header in letter.Message.Headers.Where(h => !IsReason(h.Key)))
        {
            original.Add(header.Key, header.GetValueBytes());
        }

        // Its time is that of now: an operator asks for it again, however old the first was.
        try
        {
            await producer.ProduceAsync(
                new(replayed.OriginalTopic!, Partition.Any), new() { Key = letter.Message.Key, Value = letter.Message.Value, Headers = original }).ConfigureAwait(false);
            return replayed;
        }
        catch (KafkaException exception) when (CanNeverGoBack(exception.Error.Code))
        {
            // Anybody may write a letter, and one that leads nowhere is not to hold up those after it.
            return replayed with { LeftBecause = $"{replayed.OriginalTopic} does not take it: {exception.Error.Reason}" };
        }
    }

    // A missing right is put right, and then the letter is sent.
    private static bool CanNeverGoBack(ErrorCode code) => KafkaFailures.Classify(code) == FailureKind.NeverPasses
        && code is not (ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed);

    // MassTransit's name for the fault address begins like the reasons do, but belongs to the request.
    private static bool IsReason(string header) => header != MessageHeaders.FaultAddress
        && (header == MessageHeaders.Reason || header.StartsWith(FaultPrefix, StringComparison.Ordinal));
}
