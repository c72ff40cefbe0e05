using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Testing;

/// <summary>Prepares tests that run against the embedded broker.</summary>
public static class EmbeddedBrokerExtensions
{
    /// <summary>Adds a client of the embedded broker, by which the rider finds it, and makes topics there at once.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="configure">Says which topics. Nothing is deleted: a broker of its own has nothing from before.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="InvalidOperationException">The broker has one of the topics already.</exception>
    public static IServiceCollection ConfigureKafkaTestOptions(
        this IServiceCollection services, EmbeddedBroker broker, Action<KafkaTestHarnessOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(broker);

        var options = new KafkaTestHarnessOptions();
        configure?.Invoke(options);
        if (options.CreateTopicsIfNotExists)
        {
            foreach (var topic in options.TopicNames)
            {
                broker.CreateTopic(topic, options.Partitions);
            }
        }

        var client = new ClientConfig { BootstrapServers = broker.BootstrapServers };
        foreach (var (name, value) in broker.ConsumerSettings)
        {
            client.Set(name, value);
        }

        return services.AddSingleton(client);
    }
}
