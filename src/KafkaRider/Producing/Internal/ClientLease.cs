using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Keeps a client from ending while somebody asks the cluster over its connections.</summary>
internal sealed class ClientLease(IAdminClient admin, Action release) : IDisposable
{
    private bool _released;

    public IAdminClient Admin => admin;

    public void Dispose()
    {
        if (!_released)
        {
            _released = true;
            release();
        }
    }
}
