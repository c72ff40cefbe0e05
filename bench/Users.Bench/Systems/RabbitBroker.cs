using System.Globalization;
using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.Bench.Systems;

/// <summary>A private RabbitMQ from Debian's package, with its default settings, and the name service of its Erlang.</summary>
internal static class RabbitBroker
{
    // Debian's own command would change to another user.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public static string? Missing => File.Exists(Program) ? null : "rabbitmq-server is not installed";

    /// <summary>Describes its processes; the last one's port is where clients connect.</summary>
    public static (IReadOnlyList<Part> Parts, int Port) Create(string parentFolder)
    {
        var folder = Path.Combine(parentFolder, "rabbitmq");

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var ports = TcpPorts.AnyFree(3);
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["ERL_EPMD_PORT"] = Text(ports[1]),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = "bench@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = Text(ports[0]),
            ["RABBITMQ_DIST_PORT"] = Text(ports[2]),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = folder,
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            // So that the process which we start is the server itself.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };

        return (
        [
            Part("epmd", new ProcessCommand("epmd", "-port", Text(ports[1]), "-address", "127.0.0.1") { Variables = variables }, ports[1]),
            Part("rabbitmq", new ProcessCommand(Program) { Variables = variables, WorkingDirectory = folder }, ports[0]),
        ], ports[0]);
    }

    private static Part Part(string name, ProcessCommand command, int port) => new(
        BenchSystem.Broker,
        new ServerProcess(name, command, cancellationToken => TcpPorts.AcceptsAsync("127.0.0.1", port, cancellationToken), _ => { }),
        Port: null);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
