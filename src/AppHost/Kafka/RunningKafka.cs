namespace Users.AppHost.Kafka;

/// <summary>A broker that somebody else runs.</summary>
internal sealed class RunningKafka(string bootstrapServers) : KafkaServer
{
    private const int DefaultPort = 9092;

    public override string BootstrapServers => bootstrapServers;

    public override string Description => "the running Kafka that KAFKA_BOOTSTRAP names";

    public static async Task<RunningKafka> ConnectAsync(string bootstrapServers, CancellationToken cancellationToken)
    {
        foreach (var server in bootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Uri.TryCreate($"kafka://{server}", UriKind.Absolute, out var address)
                && await TcpPorts.AcceptsAsync(address.DnsSafeHost, address.IsDefaultPort ? DefaultPort : address.Port, cancellationToken))
            {
                return new RunningKafka(bootstrapServers);
            }
        }

        throw new StartupException($"KAFKA_BOOTSTRAP names {bootstrapServers}, where nothing answers");
    }

    public override Task GoDownAsync() => throw NotOurs();

    public override Task ComeBackAsync(CancellationToken cancellationToken) => throw NotOurs();

    private static NotSupportedException NotOurs() => new("A broker that somebody else runs cannot be stopped from here.");
}
