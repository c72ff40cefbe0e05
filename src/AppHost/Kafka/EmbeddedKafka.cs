using KafkaRider.Testing;
using Users.Contracts;

namespace Users.AppHost.Kafka;

/// <summary>The embedded broker as the one that the system speaks through: it has the topics, and stays small.</summary>
public sealed class EmbeddedKafka : KafkaServer
{
    private static readonly TimeSpan DefaultTrimInterval = TimeSpan.FromSeconds(10);

    private readonly EmbeddedBroker _broker;
    private readonly RecordTrimmer _trimmer;

    private EmbeddedKafka(EmbeddedBroker broker, TimeSpan trimInterval, string prefix)
    {
        _broker = broker;
        _trimmer = new RecordTrimmer(
            BootstrapServers, prefix, end => broker.DeleteRecords(end.Topic, end.Partition, end.Offset), trimInterval);
    }

    public override string BootstrapServers => _broker.BootstrapServers;

    public override string Description => "the embedded broker, which keeps its records in memory: they end with this process";

    public override IReadOnlyDictionary<string, string> ClientSettings =>
        _broker.ConsumerSettings.ToDictionary(setting => $"Kafka__Consumer__{setting.Key}", setting => setting.Value);

    public static EmbeddedKafka Start(IEnumerable<Topic> topics, TimeSpan? trimInterval = null, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(topics);

        var broker = StartBroker();

        foreach (var topic in topics)
        {
            broker.CreateTopic(prefix + topic.Name, topic.Partitions);
        }

        return new EmbeddedKafka(broker, trimInterval ?? DefaultTrimInterval, prefix);
    }

    /// <summary>Creates a topic; the embedded broker offers no request for that.</summary>
    public void CreateTopic(string name, int partitions) => _broker.CreateTopic(name, partitions);

    public override Task GoDownAsync()
    {
        _broker.TakeDown();

        return Task.CompletedTask;
    }

    public override Task ComeBackAsync(CancellationToken cancellationToken)
    {
        _broker.BringBack();

        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _trimmer.Dispose();
        await _broker.DisposeAsync();
        await base.DisposeAsync();
    }

    private static EmbeddedBroker StartBroker()
    {
        try
        {
            return EmbeddedBroker.Start();
        }
        catch (Exception exception) when (exception is DllNotFoundException or InvalidOperationException)
        {
            throw new StartupException(exception.Message);
        }
    }
}
