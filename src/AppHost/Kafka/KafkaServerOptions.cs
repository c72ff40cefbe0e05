using System.ComponentModel.DataAnnotations;
using KafkaRider;
using Users.Contracts;

namespace Users.AppHost.Kafka;

/// <summary>Says which broker to use.</summary>
public sealed class KafkaServerOptions
{
    /// <summary>Gets the broker that runs already; <see langword="null"/> starts a private one.</summary>
    public string? BootstrapServers { get; init; }

    /// <summary>Gets the folder of an Apache Kafka distribution; <see langword="null"/> uses the embedded broker.</summary>
    public string? Home { get; init; }

    /// <summary>Gets the folder where a private broker keeps its data.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Gets the port on which a private broker listens, if it is free; 0 is any.</summary>
    public int Port { get; init; }

    /// <summary>Gets the topics that the embedded broker has from the start: it cannot be asked to create any.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = Contracts.Topics.All;

    /// <summary>Gets what the services put before the names of topics and groups.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Gets settings of a private broker from a distribution, in place of the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets what takes a line about each step of the preparation.</summary>
    public Action<string> Report { get; init; } = _ => { };

    /// <summary>Reads <c>KAFKA_BOOTSTRAP</c> and <c>KAFKA_HOME</c>, and of what the services will read <c>Kafka__Prefix</c>.</summary>
    /// <exception cref="StartupException">No topic's name may begin with that prefix.</exception>
    public static KafkaServerOptions FromEnvironment(string dataFolder, int port = 0, Action<string>? report = null) => new()
    {
        BootstrapServers = EnvironmentVariable.Find("KAFKA_BOOTSTRAP"),
        Home = EnvironmentVariable.Find("KAFKA_HOME"),
        Prefix = ReadPrefix(),
        DataFolder = dataFolder,
        Port = port,
        Report = report ?? (_ => { }),
    };

    // The services would refuse it as well, but only once there are a broker and a database.
    private static string ReadPrefix()
    {
        var options = new KafkaOptions { Prefix = Environment.GetEnvironmentVariable("Kafka__Prefix") ?? string.Empty };
        var faults = new List<ValidationResult>();

        return Validator.TryValidateProperty(options.Prefix, new(options) { MemberName = nameof(options.Prefix) }, faults)
            ? options.Prefix
            : throw new StartupException(faults[0].ErrorMessage!);
    }
}
