using System.Globalization;
using System.Runtime.InteropServices;
using MySqlConnector;
using Users.AppHost;
using Users.AppHost.Processes;
using Users.Bench.Systems;

namespace Users.Bench.Reporting;

/// <summary>Finds out what the figures were measured on.</summary>
internal static class MachineFacts
{
    private const long MegaByte = 1 << 20;

    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadAsync(Rig rig, CancellationToken cancellationToken) =>
    [
        new("processor", $"{Environment.ProcessorCount} x {Field("/proc/cpuinfo", "model name")}"),
        new("memory", $"{long.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024} GB"),
        new("system", $"{Field("/etc/os-release", "PRETTY_NAME", '=').Trim('"')}, Linux {Environment.OSVersion.Version}"),
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("broker", KafkaName(rig)),
        new("database", await DatabaseVersionAsync(rig, cancellationToken)),
        new("RabbitMQ", await FirstLineAsync("dpkg-query", "--showformat=${Version}", "--show", "rabbitmq-server")),
        new("load", await FirstLineAsync("wrk", "--version")),
    ];

    public static Task<string> CommitAsync() => FirstLineAsync("git", "-C", RepositoryFolder.Root, "describe", "--always", "--dirty");

    // Its folder may have any name, but not its libraries.
    private static string KafkaName(Rig rig) => rig.IsKafkaEmbedded
        ? "embedded in librdkafka, in memory: its figures are not Kafka's"
        : Environment.GetEnvironmentVariable("KAFKA_HOME") is { } home
            && Directory.EnumerateFiles(Path.Combine(home, "libs"), "kafka-clients-*.jar").FirstOrDefault() is { } library
            ? $"Apache Kafka {Path.GetFileNameWithoutExtension(library)["kafka-clients-".Length..]}, one node, default settings"
            : rig.Kafka.Description;

    private static string Field(string file, string name, char separator = ':') =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim() ?? "unknown";

    private static async Task<string> DatabaseVersionAsync(Rig rig, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(rig.Database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'innodb_flush_log_at_trx_commit',"
            + " 'innodb_buffer_pool_size', 'innodb_log_file_size', 'innodb_redo_log_capacity')";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var facts = new List<string>();

        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add($"{reader.GetString(0)}={WithUnit(reader.GetString(1))}");
        }

        return string.Join(", ", facts);
    }

    private static string WithUnit(string value) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var bytes) && bytes >= MegaByte ? $"{bytes / MegaByte} MB" : value;

    private static async Task<string> FirstLineAsync(string program, params string[] arguments)
    {
        if (ExecutablePath.Find(program) is null)
        {
            return "not installed";
        }

        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync(new ProcessCommand(program, arguments), lines.Add, CancellationToken.None);

        // wrk tells its version, and then that it was given nothing to do.
        return exitCode == 0 || program == "wrk" ? lines.FirstOrDefault() ?? "unknown" : "not installed";
    }
}
