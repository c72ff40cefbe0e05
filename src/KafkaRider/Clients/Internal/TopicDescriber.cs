using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaRider.Internal;

/// <summary>Asks for the descriptions of topics with clients of its own, which may be lost in doing so.</summary>
/// <remarks>
/// Where a partition has no leader, the admin client of Confluent.Kafka 2.16 fails to read the answer, says so to nobody, and frees its native queue:
/// whoever uses it once more ends the process. So nobody else uses the client, one request is under way at a time, and a client that has not
/// answered well after the request's own time-out is not touched again, not even to be disposed. Is safe for concurrent use.
/// </remarks>
internal sealed class TopicDescriber(Func<IAdminClient> build, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private IAdminClient? _client;

    /// <summary>Returns what the brokers say, or <see langword="null"/> where the client was lost.</summary>
    /// <exception cref="KafkaException">The brokers did not answer, or refused.</exception>
    public async Task<DescribeTopicsResult?> DescribeAsync(IEnumerable<string> topics, DescribeTopicsOptions options)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _client ??= build();
            return await _client.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), options)
                .WaitAsync(options.RequestTimeout!.Value + Grace, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _client = null;
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _turn.Dispose();
    }
}
