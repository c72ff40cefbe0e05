using System.Globalization;

namespace Users.Faults.Parts;

/// <summary>Writes the settings of a broker, as an operator would choose them for a small cluster.</summary>
internal static class BrokerProperties
{
    public static string Render(int number, IReadOnlyList<BrokerPorts> all)
    {
        var own = all[number - 1];
        var replicas = Math.Min(all.Count, 3);
        var inSync = replicas > 2 ? 2 : 1;
        var voters = string.Join(',', all.Select((ports, index) => Invariant($"{index + 1}@localhost:{ports.Controller}")));
        var listeners = string.Concat(own.Links.Select(link => Invariant($",{ListenerName(link.Key)}://localhost:{link.Value.Listens}")));
        var advertised = string.Concat(own.Links.Select(link => Invariant($",{ListenerName(link.Key)}://127.0.0.1:{link.Value.Advertises}")));
        var protocols = string.Concat(own.Links.Keys.Select(link => $",{ListenerName(link)}:PLAINTEXT"));

        // Only the time after which a dead broker is given up, and what saves time in tests, is not as it comes.
        string[] lines =
        [
            "process.roles=broker,controller",
            Invariant($"node.id={number}"),
            $"controller.quorum.voters={voters}",
            Invariant($"listeners=PLAINTEXT://localhost:{own.Plain},SECURED://localhost:{own.Secured},CONTROLLER://localhost:{own.Controller}{listeners}"),
            Invariant($"advertised.listeners=PLAINTEXT://localhost:{own.Plain},SECURED://localhost:{own.Secured}{advertised}"),
            $"listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_PLAINTEXT{protocols}",
            "listener.name.secured.sasl.enabled.mechanisms=PLAIN",
            "listener.name.secured.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
                + $"user_{BrokerRights.User}=\"{BrokerRights.Password}\";",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users=User:ANONYMOUS",
            "controller.listener.names=CONTROLLER",
            "inter.broker.listener.name=PLAINTEXT",
            "log.dirs=data",
            "auto.create.topics.enable=false",
            Invariant($"default.replication.factor={replicas}"),
            Invariant($"min.insync.replicas={inSync}"),
            Invariant($"offsets.topic.replication.factor={replicas}"),
            "offsets.topic.num.partitions=5",
            Invariant($"transaction.state.log.replication.factor={replicas}"),
            Invariant($"transaction.state.log.min.isr={inSync}"),
            Invariant($"share.coordinator.state.topic.replication.factor={replicas}"),
            Invariant($"share.coordinator.state.topic.min.isr={inSync}"),
            "group.initial.rebalance.delay.ms=0",
            "broker.session.timeout.ms=6000",
            "broker.heartbeat.interval.ms=1000",
            "log.cleaner.dedupe.buffer.size=16777216",
        ];

        return string.Join('\n', lines) + '\n';
    }

    // Of letters alone.
    private static string ListenerName(string link) => $"LINK{link.ToUpperInvariant()}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
