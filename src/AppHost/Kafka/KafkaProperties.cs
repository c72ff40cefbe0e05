namespace Users.AppHost.Kafka;

/// <summary>Writes the settings of a private single-node broker.</summary>
internal static class KafkaProperties
{
    public const string FileName = "server.properties";
    public const string DataFolder = "data";

    // Of a setting that is there twice, the last counts.
    public static string Render(int port, int controllerPort, IReadOnlyDictionary<string, string> settings) =>
        Render(port, controllerPort) + string.Concat(settings.Select(setting => $"{setting.Key}={setting.Value}\n"));

    private static string Render(int port, int controllerPort) =>
        $"""
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:{controllerPort}
        listeners=PLAINTEXT://localhost:{port},CONTROLLER://localhost:{controllerPort}
        advertised.listeners=PLAINTEXT://localhost:{port}
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs={DataFolder}
        auto.create.topics.enable=false
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=5
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=16777216
        """ + "\n";
}
