using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Testing.Internal;

namespace KafkaRider.Testing;

/// <summary>Represents the Kafka broker that ships inside librdkafka: the real protocol over TCP, its records in the memory of this process.</summary>
/// <remarks>
/// It needs nothing installed, starts in milliseconds, and can be made to fail. It creates no topic by request (<see cref="CreateTopic"/> does), deletes
/// none, and does not compact or expire records. Every member is safe for concurrent use until it is disposed.
/// </remarks>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private const int Producer = 0;
    private const int AllBrokers = -1;
    private const int InitialRebalanceDelayMilliseconds = 100;
    private const string FetchWait = "fetch.wait.max.ms";
    private const string ShortFetchWait = "5";

    private readonly nint _client;
    private readonly nint _cluster;
    private bool _disposed;

    private EmbeddedBroker(nint client, nint cluster)
    {
        _client = client;
        _cluster = cluster;
        BootstrapServers = Marshal.PtrToStringUTF8(NativeMockCluster.Bootstraps(cluster))!;
    }

    /// <summary>Gets where clients connect: <c>host:port</c> of every broker, separated by commas.</summary>
    public string BootstrapServers { get; }

    /// <summary>Gets the librdkafka settings that make consumers prompt, by their librdkafka names.</summary>
    /// <value>A fetch that waits for records is not woken when one arrives, so it had better be short. Without them all works, half a second later.</value>
    public IReadOnlyDictionary<string, string> ConsumerSettings { get; } = new Dictionary<string, string> { [FetchWait] = ShortFetchWait };

    /// <summary>Starts a cluster.</summary>
    /// <param name="brokers">The number of brokers, at least 1.</param>
    /// <returns>The cluster, which serves already.</returns>
    /// <exception cref="DllNotFoundException">The native client cannot be loaded on this machine; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The native client refuses to start it.</exception>
    public static EmbeddedBroker Start(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);

        LibrdkafkaResolver.Load();
        Span<byte> error = stackalloc byte[256];
        var configuration = NativeMockCluster.NewConfiguration();
        // The client that the broker belongs to connects nowhere, and would say so.
        _ = NativeMockCluster.Set(configuration, "log_level", "3", error: 0, errorSize: 0);
        var client = NativeMockCluster.NewClient(Producer, configuration, error, (nuint)error.Length);

        if (client == 0)
        {
            throw new InvalidOperationException($"The embedded broker cannot start: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        var cluster = NativeMockCluster.NewCluster(client, brokers);
        NativeMockCluster.SetInitialRebalanceDelay(cluster, InitialRebalanceDelayMilliseconds);
        return new(client, cluster);
    }

    /// <summary>Creates a topic.</summary>
    /// <param name="name">The name of the topic, with the prefix where there is one.</param>
    /// <param name="partitions">The number of partitions, at least 1.</param>
    /// <returns>The same broker, for chaining.</returns>
    /// <exception cref="InvalidOperationException">There is such a topic already, or it cannot have that name.</exception>
    public EmbeddedBroker CreateTopic(string name, int partitions = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        var error = NativeMockCluster.CreateTopic(_cluster, name, partitions, replicationFactor: 1);

        return error == 0 ? this : throw new InvalidOperationException($"The embedded broker did not create the topic {name}: error {error}.");
    }

    /// <summary>Returns options with which a rider reaches this broker.</summary>
    /// <returns>New options, which may be changed.</returns>
    public KafkaOptions CreateOptions()
    {
        var options = new KafkaOptions { BootstrapServers = BootstrapServers };

        foreach (var (name, value) in ConsumerSettings)
        {
            options.Consumer[name] = value;
        }

        return options;
    }

    /// <summary>Deletes the records of a partition before an offset.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The number of the partition.</param>
    /// <param name="before">The offset of the oldest record that stays. One that is there no longer changes nothing.</param>
    public void DeleteRecords(string topic, int partition, long before) => _ = NativeMockCluster.DeleteRecords(_cluster, topic, partition, before);

    /// <summary>Makes brokers unreachable, as in an outage. Their records stay.</summary>
    /// <param name="broker">The number of the broker, from 1 on; <see langword="null"/> is all.</param>
    public void TakeDown(int? broker = null) => _ = NativeMockCluster.SetDown(_cluster, broker ?? AllBrokers);

    /// <summary>Ends an outage.</summary>
    /// <param name="broker">The number of the broker, from 1 on; <see langword="null"/> is all.</param>
    public void BringBack(int? broker = null) => _ = NativeMockCluster.SetUp(_cluster, broker ?? AllBrokers);

    /// <summary>Answers each request that much later.</summary>
    /// <param name="delay">How much later, in whole milliseconds.</param>
    /// <param name="broker">The number of the broker that does, from 1 on; <see langword="null"/> is all.</param>
    public void DelayAnswers(TimeSpan delay, int? broker = null) =>
        _ = NativeMockCluster.SetRoundTripTime(_cluster, broker ?? AllBrokers, (int)delay.TotalMilliseconds);

    /// <summary>Makes a broker the leader of a partition.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The number of the partition.</param>
    /// <param name="broker">The number of the broker, from 1 on.</param>
    public void SetLeader(string topic, int partition, int broker) => _ = NativeMockCluster.SetLeader(_cluster, topic, partition, broker);

    /// <summary>Makes a broker the coordinator of a consumer group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="broker">The number of the broker, from 1 on.</param>
    public void SetCoordinator(string group, int broker) => _ = NativeMockCluster.SetCoordinator(_cluster, "group", group, broker);

    /// <summary>Refuses the next requests of a kind.</summary>
    /// <param name="apiKey">The number of the kind in Kafka's protocol: 0 writes records, 1 fetches them, 8 commits offsets.</param>
    /// <param name="error">What is said instead of doing it.</param>
    /// <param name="requests">How many requests.</param>
    public void Refuse(short apiKey, ErrorCode error, int requests) =>
        NativeMockCluster.PushErrors(_cluster, apiKey, (nuint)requests, [.. Enumerable.Repeat((int)error, requests)]);

    /// <summary>Ends it, and its records with it. Clients that are still there find nobody.</summary>
    /// <returns>A task that has ended.</returns>
    public ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            NativeMockCluster.DestroyCluster(_cluster);
            NativeMockCluster.DestroyClient(_client);
        }

        return ValueTask.CompletedTask;
    }
}
