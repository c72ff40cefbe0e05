using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using KafkaRider;
using Users.Contracts;

namespace Users.AppHost.Kafka;

/// <summary>The broker that ships inside librdkafka: the real protocol over TCP, its records in this process's memory.</summary>
public sealed class EmbeddedKafka : KafkaServer
{
    private const int Producer = 0;
    private const int AllBrokers = -1;
    private const int InitialRebalanceDelayMilliseconds = 100;
    private static readonly TimeSpan DefaultTrimInterval = TimeSpan.FromSeconds(10);

    private readonly nint _client;
    private readonly nint _cluster;
    private readonly RecordTrimmer _trimmer;

    private EmbeddedKafka(nint client, nint cluster, TimeSpan trimInterval, string prefix)
    {
        _client = client;
        _cluster = cluster;
        BootstrapServers = Marshal.PtrToStringUTF8(NativeMockCluster.Bootstraps(cluster))!;
        _trimmer = new RecordTrimmer(BootstrapServers, prefix, DeleteBefore, trimInterval);
    }

    public override string BootstrapServers { get; }

    public override string Description => "the embedded broker, which keeps its records in memory: they end with this process";

    // It does not wake a fetch that waits when a record arrives.
    public override IReadOnlyDictionary<string, string> ClientSettings { get; } =
        new Dictionary<string, string> { ["Kafka__Consumer__fetch.wait.max.ms"] = "5" };

    public static EmbeddedKafka Start(IEnumerable<Topic> topics, TimeSpan? trimInterval = null, int brokers = 1, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(topics);

        LoadNativeClient();
        Span<byte> error = stackalloc byte[256];
        var configuration = NativeMockCluster.NewConfiguration();
        // The client that the broker belongs to connects nowhere, and would say so.
        _ = NativeMockCluster.Set(configuration, "log_level", "3", error: 0, errorSize: 0);
        var client = NativeMockCluster.NewClient(Producer, configuration, error, (nuint)error.Length);

        if (client == 0)
        {
            throw new StartupException($"The embedded broker cannot start: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        var cluster = NativeMockCluster.NewCluster(client, brokers);
        NativeMockCluster.SetInitialRebalanceDelay(cluster, InitialRebalanceDelayMilliseconds);

        var broker = new EmbeddedKafka(client, cluster, trimInterval ?? DefaultTrimInterval, prefix);

        foreach (var topic in topics)
        {
            broker.CreateTopic(prefix + topic.Name, topic.Partitions);
        }

        return broker;
    }

    /// <summary>Creates a topic; the embedded broker offers no request for that.</summary>
    public void CreateTopic(string name, int partitions)
    {
        var error = NativeMockCluster.CreateTopic(_cluster, name, partitions, replicationFactor: 1);

        if (error != 0)
        {
            throw new InvalidOperationException($"The embedded broker did not create the topic {name}: error {error}.");
        }
    }

    public override Task GoDownAsync()
    {
        _ = NativeMockCluster.SetDown(_cluster, AllBrokers);

        return Task.CompletedTask;
    }

    public override Task ComeBackAsync(CancellationToken cancellationToken)
    {
        _ = NativeMockCluster.SetUp(_cluster, AllBrokers);

        return Task.CompletedTask;
    }

    /// <summary>Answers each request that much later.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="broker">The number of the broker that does, from 1 on; <see langword="null"/> is all.</param>
    public void DelayAnswers(TimeSpan delay, int? broker = null) =>
        _ = NativeMockCluster.SetRoundTripTime(_cluster, broker ?? AllBrokers, (int)delay.TotalMilliseconds);

    /// <summary>Makes a broker the leader of a partition.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The number of the partition.</param>
    /// <param name="broker">The number of the broker, from 1 on.</param>
    public void SetLeader(string topic, int partition, int broker) =>
        _ = NativeMockCluster.SetLeader(_cluster, topic, partition, broker);

    /// <summary>Makes a broker the coordinator of a group.</summary>
    public void SetCoordinator(string group, int broker) =>
        _ = NativeMockCluster.SetCoordinator(_cluster, "group", group, broker);

    /// <summary>Takes one broker away; the others stay.</summary>
    public void TakeDown(int broker) => _ = NativeMockCluster.SetDown(_cluster, broker);

    /// <summary>Refuses the next requests of a kind.</summary>
    /// <param name="apiKey">The number of the kind in Kafka's protocol: 0 writes records, 8 commits offsets.</param>
    /// <param name="error">What is said instead of doing it.</param>
    /// <param name="requests">How many.</param>
    public void Refuse(short apiKey, ErrorCode error, int requests) =>
        NativeMockCluster.PushErrors(_cluster, apiKey, (nuint)requests, [.. Enumerable.Repeat((int)error, requests)]);

    public override async ValueTask DisposeAsync()
    {
        _trimmer.Dispose();
        NativeMockCluster.DestroyCluster(_cluster);
        NativeMockCluster.DestroyClient(_client);

        await base.DisposeAsync();
    }

    private static void LoadNativeClient()
    {
        try
        {
            LibrdkafkaResolver.Load();
        }
        catch (DllNotFoundException exception)
        {
            throw new StartupException(exception.Message);
        }
    }

    // An offset that is there no longer is nothing to complain about.
    private void DeleteBefore(TopicPartitionOffset end) =>
        _ = NativeMockCluster.DeleteRecords(_cluster, end.Topic, end.Partition, end.Offset);
}
