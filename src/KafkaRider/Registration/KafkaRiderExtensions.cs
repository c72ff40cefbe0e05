using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaRider;

/// <summary>Registers the parts of the Kafka rider.</summary>
public static class KafkaRiderExtensions
{
    /// <summary>Uses Kafka as the transport of the rider.</summary>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="configure">Sets the host, topics and endpoints.</param>
    public static void UsingKafka(
        this IRiderRegistrationConfigurator configurator, Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure) =>
        configurator.Use(new(configure));

    /// <summary>Uses Kafka as the transport of the rider.</summary>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="clientConfig">The brokers, and settings of every client.</param>
    /// <param name="configure">Sets topics and endpoints.</param>
    public static void UsingKafka(
        this IRiderRegistrationConfigurator configurator, ClientConfig clientConfig, Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure) =>
        configurator.Use(new(configure, clientConfig));

    /// <summary>Uses Kafka as the transport of the rider of one of several buses.</summary>
    /// <typeparam name="TBus">The bus.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="configure">Sets the host, topics and endpoints.</param>
    public static void UsingKafka<TBus>(
        this IRiderRegistrationConfigurator<TBus> configurator, Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure)
        where TBus : class, IBus => configurator.UseOn(new(configure));

    /// <summary>Uses Kafka as the transport of the rider of one of several buses.</summary>
    /// <typeparam name="TBus">The bus.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="clientConfig">The brokers, and settings of every client.</param>
    /// <param name="configure">Sets topics and endpoints.</param>
    public static void UsingKafka<TBus>(
        this IRiderRegistrationConfigurator<TBus> configurator, ClientConfig clientConfig,
        Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure)
        where TBus : class, IBus => configurator.UseOn(new(configure, clientConfig));

    /// <summary>
    /// Adds an <see cref="IRequestClient{T}"/> that sends requests over the topic and awaits the reply, and an
    /// <see cref="IRequestSender{T}"/> for those whose reply nobody awaits.
    /// </summary>
    /// <typeparam name="T">The type of the request.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="key">Returns the key of the record; <see langword="null"/> takes the id of the request.</param>
    /// <returns>The same configurator, for chaining.</returns>
    /// <remarks>
    /// The client is a singleton and safe for concurrent use. The id of a request on the wire is the <c>CorrelationId</c> that the
    /// caller's callback sets, or a new one. Needs <see cref="IKafkaFactoryConfigurator.RequestClient"/>. Requests of one type to several topics
    /// have a client each, as services whose key is the topic.
    /// </remarks>
    public static IRiderRegistrationConfigurator AddRequestClient<T>(
        this IRiderRegistrationConfigurator configurator, string topic, Func<T, string?>? key = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentException.ThrowIfNullOrEmpty(topic);

        var route = new MessageRoute<T>(topic, key);
        configurator.AddSingleton(new RequestTopic(topic));
        configurator.AddKeyedSingleton(topic, (provider, _) =>
        {
            var rider = (Internal.KafkaRider)provider.GetRequiredService<IBusInstance>().GetRider<IKafkaRider>();
            return new KafkaRequestClient<T>(() => rider.Requester, route.WithPrefix(rider.Requester.Prefix));
        });
        configurator.AddKeyedSingleton<IRequestClient<T>>(topic, (provider, _) => provider.GetRequiredKeyedService<KafkaRequestClient<T>>(topic));
        configurator.AddSingleton<IRequestClient<T>>(provider => provider.GetRequiredKeyedService<KafkaRequestClient<T>>(topic));
        configurator.AddSingleton<IRequestSender<T>>(provider => provider.GetRequiredKeyedService<KafkaRequestClient<T>>(topic));
        return configurator;
    }

    private static void Use(this IRiderRegistrationConfigurator configurator, KafkaRiderFactory factory)
    {
        ArgumentNullException.ThrowIfNull(configurator);

        configurator.SetRiderFactory(factory);
        configurator.TryAddSingleton<ICollectedRecordWriter>(provider => new CollectedRecordWriter(provider.GetRequiredService<IBusInstance>));
        configurator.TryAddScoped<IKafkaRider, ITopicProducerProvider>(Provide);
    }

    private static void UseOn<TBus>(this IRiderRegistrationConfigurator<TBus> configurator, KafkaRiderFactory factory)
        where TBus : class, IBus
    {
        ArgumentNullException.ThrowIfNull(configurator);

        configurator.SetRiderFactory(factory);
        configurator.TryAddScoped<IKafkaRider, Bind<TBus, ITopicProducerProvider>>((rider, scope) => Bind<TBus>.Create(Provide(rider, scope)));
    }

    private static ITopicProducerProvider Provide(IKafkaRider rider, IServiceProvider scope) =>
        new ScopedProducerProvider(((Internal.KafkaRider)rider).Producers, scope);
}
