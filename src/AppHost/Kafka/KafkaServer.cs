using Users.AppHost.Processes;

namespace Users.AppHost.Kafka;

/// <summary>The broker that the system speaks through, however it comes to run.</summary>
public abstract class KafkaServer : IAsyncDisposable
{
    /// <summary>Gets where clients connect.</summary>
    public abstract string BootstrapServers { get; }

    /// <summary>Gets what it is, for the user.</summary>
    public abstract string Description { get; }

    /// <summary>Gets the process that it runs in, where that is one of ours.</summary>
    public virtual ServerProcess? Process => null;

    /// <summary>Gets the settings that its clients need, as environment variables.</summary>
    public virtual IReadOnlyDictionary<string, string> ClientSettings => new Dictionary<string, string>();

    /// <summary>Uses the running broker, or starts the private one, that <paramref name="options"/> ask for.</summary>
    public static async Task<KafkaServer> StartAsync(KafkaServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);

        return options switch
        {
            { BootstrapServers: { } servers } => await RunningKafka.ConnectAsync(servers, cancellationToken),
            { Home: { } home } => await DistributionKafka.StartAsync(home, options, cancellationToken),
            _ => EmbeddedKafka.Start(options.Topics, prefix: options.Prefix),
        };
    }

    /// <summary>Makes it unreachable, as in an outage. Its records stay.</summary>
    public abstract Task GoDownAsync();

    /// <summary>Ends an outage.</summary>
    public abstract Task ComeBackAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        return ValueTask.CompletedTask;
    }
}
