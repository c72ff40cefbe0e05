using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Keeps a client from ending while somebody asks the cluster over its connections.</summary>
internal sealed class ClientLease(IAdminClient admin, TopicDescriber describer, Action release) : IDisposable
{
    private bool _released;

    public IAdminClient Admin => admin;

    /// <summary>Gets whom to ask for descriptions of topics: the other client must not be.</summary>
    public TopicDescriber Describer => describer;

    public void Dispose()
    {
        if (!_released)
        {
            _released = true;
            release();
        }
    }
}
