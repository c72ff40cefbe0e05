using Confluent.Kafka;

namespace KafkaRider.Internal;

internal sealed class FetchConfigurator(ConsumerConfig config) : IKafkaFetchConfigurator
{
    public TimeSpan? WaitMaxInterval
    {
        set => config.FetchWaitMaxMs = value.ToMilliseconds();
    }

    public int? MaxPartitionBytes
    {
        set => config.MaxPartitionFetchBytes = value;
    }

    public int? MaxBytes
    {
        set => config.FetchMaxBytes = value;
    }

    public int? MinBytes
    {
        set => config.FetchMinBytes = value;
    }

    public TimeSpan? ErrorBackoffInterval
    {
        set => config.FetchErrorBackoffMs = value.ToMilliseconds();
    }
}
