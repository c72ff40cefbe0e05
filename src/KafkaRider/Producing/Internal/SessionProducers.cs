namespace KafkaRider.Internal;

/// <summary>Has the clients that write while a rider runs: one for all, and those of producers with settings of their own.</summary>
internal sealed class SessionProducers(KafkaProducer shared, IReadOnlyDictionary<ITopicProducerSettings, KafkaProducer> own) : IAsyncDisposable
{
    public KafkaProducer Shared => shared;

    public IEnumerable<KafkaProducer> Own => own.Values;

    public KafkaProducer Find(ITopicProducerSettings settings) => own.GetValueOrDefault(settings, shared);

    public async ValueTask DisposeAsync()
    {
        foreach (var producer in own.Values.Append(shared))
        {
            await producer.DisposeAsync().ConfigureAwait(false);
        }
    }
}
