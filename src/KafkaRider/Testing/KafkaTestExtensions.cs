using Confluent.Kafka;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.Testing;

/// <summary>Prepares tests that run against a broker.</summary>
public static class KafkaTestExtensions
{
    private const string UsualBroker = "localhost:9092";

    /// <summary>Adds a client of the broker at <c>localhost:9092</c>, and has topics made before the bus starts.</summary>
    /// <param name="services">The services to add to, before MassTransit is.</param>
    /// <param name="configure">Says which topics.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection ConfigureKafkaTestOptions(this IServiceCollection services, Action<KafkaTestHarnessOptions>? configure = null) =>
        services.ConfigureKafkaTestOptions(new ClientConfig { BootstrapServers = UsualBroker }, configure);

    /// <summary>Adds a client of a broker, and has topics made before the bus starts. The rider, too, finds its broker by that.</summary>
    /// <param name="services">The services to add to, before MassTransit is.</param>
    /// <param name="clientConfig">The broker, and settings of every client.</param>
    /// <param name="configure">Says which topics.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="ConfigurationException">MassTransit was added before, so that the bus would start first.</exception>
    public static IServiceCollection ConfigureKafkaTestOptions(
        this IServiceCollection services, ClientConfig clientConfig, Action<KafkaTestHarnessOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clientConfig);

        if (services.Any(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace == typeof(IBus).Namespace))
        {
            throw new ConfigurationException("Call ConfigureKafkaTestOptions before AddMassTransit: topics have to be made before the bus starts.");
        }

        services.AddOptions<KafkaTestHarnessOptions>().Configure(options => configure?.Invoke(options));
        return services
            .AddSingleton(clientConfig)
            .AddSingleton(provider =>
            {
                LibrdkafkaResolver.Load();
                return new AdminClientBuilder(new AdminClientConfig(provider.GetRequiredService<ClientConfig>())).Build();
            })
            .AddHostedService<KafkaTestHarnessHostedService>();
    }

    /// <summary>Returns a producer of the harness's scope.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="harness">The harness.</param>
    /// <returns>The producer.</returns>
    public static ITopicProducer<T> GetProducer<T>(this ITestHarness harness)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(harness);
        return harness.Scope.ServiceProvider.GetRequiredService<ITopicProducer<T>>();
    }

    /// <summary>Returns a producer of the harness's scope.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="harness">The harness.</param>
    /// <returns>The producer.</returns>
    public static ITopicProducer<TKey, T> GetProducer<TKey, T>(this ITestHarness harness)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(harness);
        return harness.Scope.ServiceProvider.GetRequiredService<ITopicProducer<TKey, T>>();
    }
}
