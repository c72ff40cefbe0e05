using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Confluent.Kafka;
using Users.AppHost.Kafka;

namespace Users.Faults.Parts;

/// <summary>Brokers of an Apache Kafka distribution, each in a process of its own, and links to them.</summary>
public sealed class KafkaCluster : KafkaServer
{
    private static readonly TimeSpan FormingLimit = TimeSpan.FromSeconds(60);

    private readonly List<BrokerNode> _nodes = [];
    private readonly Dictionary<string, BrokerLink> _links = [];
    private readonly string _home;

    private KafkaCluster(string home, IReadOnlyList<BrokerPorts> ports)
    {
        _home = home;
        BootstrapServers = Servers(ports, port => port.Plain);
        Rights = new(BootstrapServers, Servers(ports, port => port.Secured));
    }

    public override string BootstrapServers { get; }

    public override string Description => $"Apache Kafka from {_home}, {_nodes.Count} broker(s)";

    public BrokerRights Rights { get; }

    public IReadOnlyList<BrokerNode> Nodes => _nodes;

    public IReadOnlyDictionary<string, BrokerLink> Links => _links;

    /// <summary>Starts a new cluster with links of the given names.</summary>
    public static async Task<KafkaCluster> StartAsync(
        string home, string folder, int brokers, IReadOnlyList<string> links, CancellationToken cancellationToken)
    {
        var ports = Enumerable.Range(0, brokers).Select(_ => BrokerPorts.Choose(links)).ToList();
        var cluster = new KafkaCluster(Path.GetFullPath(home), ports);

        try
        {
            var clusterId = NewClusterId();
            var nodes = Enumerable.Range(1, brokers).Select(number => BrokerNode.CreateAsync(
                cluster._home,
                Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"broker-{number}")),
                number,
                ports,
                clusterId,
                cancellationToken));
            cluster._nodes.AddRange(await Task.WhenAll(nodes));
            cluster.Connect(links, ports);
            await cluster.ComeBackAsync(cancellationToken);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>Kills every broker.</summary>
    public override Task GoDownAsync() => Task.WhenAll(_nodes.Select(node => node.KillAsync()));

    /// <summary>Starts every broker and waits until they know of one another.</summary>
    public override async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_nodes.Select(node => node.StartAsync(cancellationToken)));
        await WaitUntilWholeAsync();
    }

    /// <summary>Waits until all brokers serve and every partition has all its replicas in sync.</summary>
    public Task<TimeSpan> WaitUntilWholeAsync() => Wait.UntilAsync(() => Task.Run(IsWhole), "the cluster is whole", FormingLimit);

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_links.Values.SelectMany(link => link.Proxies).Select(proxy => proxy.DisposeAsync().AsTask()));
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await base.DisposeAsync();
    }

    private static string Servers(IEnumerable<BrokerPorts> ports, Func<BrokerPorts, int> select) =>
        string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"localhost:{select(port)}")));

    private void Connect(IEnumerable<string> links, List<BrokerPorts> ports)
    {
        foreach (var link in links)
        {
            var conditions = new Conditions();
            var proxies = ports
                .Select(port => new TcpProxy(port.Links[link].Advertises, port.Links[link].Listens, conditions, isKafka: true))
                .ToList();
            var servers = proxies.Select(proxy => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{proxy.Port}"));
            _links[link] = new BrokerLink(link, string.Join(',', servers), conditions, proxies);
        }
    }

    private bool IsWhole()
    {
        try
        {
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).SetLogHandler((_, _) => { }).Build();
            var metadata = admin.GetMetadata(TimeSpan.FromSeconds(5));

            return metadata.Brokers.Count == _nodes.Count
                && metadata.Topics.SelectMany(topic => topic.Partitions).All(
                    partition => partition.Leader >= 0 && partition.InSyncReplicas.Length == partition.Replicas.Length);
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    // As kafka-storage.sh random-uuid does: 16 bytes in base64 that do not look like an option.
    private static string NewClusterId()
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

        return id.StartsWith('-') ? NewClusterId() : id;
    }
}
